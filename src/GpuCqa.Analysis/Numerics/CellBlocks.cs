using GpuCqa.Compute;

namespace GpuCqa.Analysis.Numerics;

/// <summary>Loops over fixed blocks of cells, whose sums are merged in block order: the bits do not depend on threads.</summary>
internal static class CellBlocks
{
    private const int Cells = 2048;

    /// <summary>Runs a body for every block [first, last).</summary>
    public static void Run(ComputeDevice device, int cells, Action<int, int> body) =>
        device.ForEach((cells + Cells - 1) / Cells, b => body(b * Cells, Math.Min(cells, (b + 1) * Cells)));

    /// <summary>Sums a vector of terms over all cells; the body adds a block's terms to its own array.</summary>
    public static double[] Sum(ComputeDevice device, int cells, int terms, Action<int, int, double[]> body)
    {
        var parts = new double[(cells + Cells - 1) / Cells][];
        device.ForEach(parts.Length, b => body(b * Cells, Math.Min(cells, (b + 1) * Cells), parts[b] = new double[terms]));
        var sum = new double[terms];
        foreach (double[] part in parts)
        {
            for (int t = 0; t < terms; t++) sum[t] += part[t];
        }

        return sum;
    }
}
