using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>The sparse part of scaled values.</summary>
internal static class ScaleKernels
{
    /// <summary>t = min(x / sd, limit) entry by entry; a column that does not vary scales to 0.</summary>
    /// <remarks>Memory: 12 bytes read and 12 written an entry in 128-byte lines; deviations and limits are gathered from the caches (32 KB for 2,000 columns). Divides as the reference does: the same bits.</remarks>
    [Kernel]
    public static void Scale(ArrayView<int> columns, ArrayView<double> values, long entries, ArrayView<double> deviations, ArrayView<double> limits, ArrayView<int> toColumns, ArrayView<double> to)
    {
        for (long i = Grid.GlobalIndex.X; i < entries; i += GridSpan.X)
        {
            int c = columns[i];
            double deviation = deviations[c], limit = limits[c];
            double t = values[i] / deviation;
            toColumns[i] = c;
            to[i] = deviation > 0 ? (t < limit ? t : limit) : 0;
        }
    }
}
