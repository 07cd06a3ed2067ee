using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Linear;

/// <summary>The matrix seen from a growing basis: element (i, j) = q_i' A q_j.</summary>
internal sealed class ProjectedMatrix
{
    private readonly List<double[]> rows = [];

    /// <summary>Appends the rows of one block.</summary>
    /// <param name="coefficients">Block x size: inner products of the images of the newest block with the basis.</param>
    /// <param name="size">Vectors of the basis, the newest block last.</param>
    /// <param name="skip">Vectors at the front of the basis that are left out.</param>
    public void Append(double[] coefficients, int size, int skip = 0)
    {
        for (int r = 0; r < KrylovBasis.Block; r++) rows.Add(coefficients.AsSpan((r * size) + skip, size - skip).ToArray());
    }

    /// <summary>The symmetric matrix.</summary>
    public DenseMatrix<double> Matrix()
    {
        var matrix = new DenseMatrix<double>(rows.Count, rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j <= i; j++) matrix[i, j] = matrix[j, i] = rows[i][j];
        }

        return matrix;
    }
}
