using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Exact;

/// <summary>Keeps squares of a matrix's values within the range of doubles while its eigenpairs are found.</summary>
internal static class EigenScale
{
    private const double Smallest = 1e-100;
    private const double Largest = 1e100;

    /// <summary>The pairs of the matrix, which <paramref name="solve"/> sees divided by a power of two when its largest magnitude lies outside 1e-100 to 1e100.</summary>
    /// <remarks>Within that range nothing is changed. An eigenvalue beyond the largest double becomes infinite.</remarks>
    public static EigenPairs Within(DenseMatrix<double> symmetric, Func<DenseMatrix<double>, EigenPairs> solve)
    {
        double largest = 0;
        foreach (double x in symmetric.Values) largest = Math.Max(largest, Math.Abs(x));
        if (largest == 0 || (largest >= Smallest && largest <= Largest)) return solve(symmetric);
        int exponent = Math.ILogB(largest);
        EigenPairs pairs = solve(new DenseMatrix<double>(symmetric.Rows, symmetric.Columns, Array.ConvertAll(symmetric.Values, x => Math.ScaleB(x, -exponent))));
        return new EigenPairs(Array.ConvertAll(pairs.Values, x => Math.ScaleB(x, exponent)), pairs.Vectors);
    }
}
