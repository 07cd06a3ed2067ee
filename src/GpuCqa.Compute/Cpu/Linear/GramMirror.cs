using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Linear;

/// <summary>Copies the upper triangle of a square matrix below the diagonal.</summary>
internal static class GramMirror
{
    /// <summary>Squares of this size keep both their rows and their columns in the first cache.</summary>
    private const int Square = 32;

    public static void Fill(ComputeDevice device, DenseMatrix<double> products)
    {
        int n = products.Rows;
        device.ForEach((n + Square - 1) / Square, band =>
        {
            double[] values = products.Values;
            int firstRow = band * Square, lastRow = Math.Min(n, firstRow + Square);
            for (int firstColumn = 0; firstColumn < lastRow; firstColumn += Square)
            {
                for (int r = firstRow; r < lastRow; r++)
                {
                    int end = Math.Min(r, firstColumn + Square);
                    for (int c = firstColumn; c < end; c++) values[((long)r * n) + c] = values[((long)c * n) + r];
                }
            }
        });
    }
}
