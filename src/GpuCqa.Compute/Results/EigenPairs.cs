using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

/// <summary>Leading eigenpairs of a symmetric matrix, largest eigenvalue first.</summary>
/// <param name="Values">Eigenvalues, not increasing.</param>
/// <param name="Vectors">n x pairs, orthonormal columns; the entry of largest magnitude of each (the first of equals) is positive.</param>
public sealed record EigenPairs(double[] Values, DenseMatrix<double> Vectors);
