using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Exact;

/// <summary>The rule that fixes the sign of an eigenvector.</summary>
internal static class EigenSigns
{
    /// <summary>Turns each column so that its entry of largest magnitude, the first of equals, is positive.</summary>
    /// <remarks>Magnitudes within 1e-9 of the largest count as equal, so that rounding does not choose between mirrored entries.</remarks>
    public static void Fix(DenseMatrix<double> vectors)
    {
        for (int c = 0; c < vectors.Columns; c++)
        {
            double largest = 0;
            for (int r = 0; r < vectors.Rows; r++) largest = Math.Max(largest, Math.Abs(vectors[r, c]));
            int first = 0;
            while (first < vectors.Rows - 1 && Math.Abs(vectors[first, c]) < largest * (1 - 1e-9)) first++;
            if (vectors.Rows == 0 || vectors[first, c] >= 0) continue;
            for (int r = 0; r < vectors.Rows; r++) vectors[r, c] = -vectors[r, c];
        }
    }
}
