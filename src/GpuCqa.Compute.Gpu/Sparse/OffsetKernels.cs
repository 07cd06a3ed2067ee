using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Row offsets from row counts: a sum over fixed spans of rows, a running sum over the spans, and the running sums within each.</summary>
/// <remarks>One thread a span, at most <see cref="MaxSpans"/>; three short launches instead of barriers. 12 bytes a row: lost beside the entries.</remarks>
internal static class OffsetKernels
{
    /// <summary>Spans at most.</summary>
    public const int MaxSpans = 1024;

    [Kernel]
    public static void Spans(ArrayView<int> kept, int rows, int rowsPerSpan, int spans, ArrayView<long> sums)
    {
        for (int s = Grid.GlobalIndex.X; s < spans; s += GridSpan.X)
        {
            int to = End(rows, rowsPerSpan, s);
            long sum = 0;
            for (int r = s * rowsPerSpan; r < to; r++) sum += kept[r];
            sums[s] = sum;
        }
    }

    /// <summary>Sums before each span.</summary>
    /// <remarks>
    /// Written apart from what is read: where a loop carries on what it read of an element that it then overwrites, ILGPU 1.5.3 at its second level of
    /// optimization may put the read after the write (seen in PTX and OpenCL).
    /// </remarks>
    [Kernel]
    public static void Scan(ArrayView<long> sums, int spans, ArrayView<long> before)
    {
        if (Grid.GlobalIndex.X != 0) return;
        long sum = 0;
        for (int s = 0; s < spans; s++)
        {
            before[s] = sum;
            sum += sums[s];
        }
    }

    [Kernel]
    public static void Rows(ArrayView<int> kept, int rows, int rowsPerSpan, int spans, ArrayView<long> before, ArrayView<long> offsets)
    {
        for (int s = Grid.GlobalIndex.X; s < spans; s += GridSpan.X)
        {
            int to = End(rows, rowsPerSpan, s);
            long sum = before[s];
            for (int r = s * rowsPerSpan; r < to; r++)
            {
                offsets[r] = sum;
                sum += kept[r];
            }

            if (to == rows) offsets[rows] = sum;
        }
    }

    private static int End(int rows, int rowsPerSpan, int span)
    {
        int to = (span + 1) * rowsPerSpan;
        return to < rows ? to : rows;
    }
}
