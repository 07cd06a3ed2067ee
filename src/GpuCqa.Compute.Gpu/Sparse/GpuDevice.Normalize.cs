using GpuCqa.Compute.Gpu.Sparse;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <inheritdoc/>
    /// <remarks>All columns without a stored zero: one pass, entries stay where they are. Else: marks, counts, offsets, and a second pass that fills. Waits once for the number of entries.</remarks>
    public override DeviceCsr<double> LogNormalize(DeviceCsr<float> counts, double[] rowTotals, double scaleFactor, int[]? columnMap, int columns)
    {
        CheckNormalize(counts.Rows, counts.Columns, rowTotals, columnMap, columns);
        CsrView<float> view = ViewOf(counts);
        return Run(() =>
        {
            using GpuBuffer<double> totals = Sent(rowTotals), known = Pool.Rent<double>((long)counts.Rows * NormalizeKernels.SmallCounts);
            using GpuBuffer<int> faults = Sent([int.MaxValue, 0]);
            Sparse.Table(view, totals.View, scaleFactor, known.View, faults.View);
            DeviceCsr<double>? result = columnMap is null ? NormalizedInPlace(counts, view, totals, scaleFactor, known, faults) : null;
            return result ?? NormalizedSelection(counts, view, rowTotals, totals, scaleFactor, known, faults, columnMap ?? [.. Enumerable.Range(0, columns)], columns);
        });
    }

    /// <inheritdoc/>
    public override DeviceCsr<double> ScaleSparsePart(DeviceCsr<double> normalized, double[] means, double[] deviations, double clip)
    {
        CheckLength(means.Length, normalized.Columns, nameof(means));
        CheckLength(deviations.Length, normalized.Columns, nameof(deviations));
        CsrView<double> view = ViewOf(normalized);
        var limits = new double[means.Length];
        for (int c = 0; c < limits.Length; c++) limits[c] = clip + (means[c] / deviations[c]);
        return Run(() =>
        {
            using GpuBuffer<double> spread = Sent(deviations), highest = Sent(limits);
            DeviceCsr<double> result = Empty<double>(normalized.Rows, normalized.Columns, normalized.NonZeros);
            CsrView<double> to = ViewOf(result);
            view.Offsets.CopyTo(Stream, to.Offsets);
            Sparse.Scale(view, normalized.NonZeros, spread.View, highest.View, to.Columns, to.Values);
            return result;
        });
    }

    /// <summary>A sparse matrix whose three buffers are still to be written.</summary>
    private DeviceCsr<T> Empty<T>(int rows, int columns, long entries) where T : unmanaged
    {
        GpuBuffer<long> offsets = Pool.Rent<long>(rows + 1L);
        return Filled<T>(rows, columns, entries, offsets);
    }

    private DeviceCsr<T> Filled<T>(int rows, int columns, long entries, GpuBuffer<long> offsets) where T : unmanaged
    {
        GpuBuffer<int>? indices = null;
        try
        {
            indices = Pool.Rent<int>(entries);
            return new DeviceCsr<T>(rows, columns, entries, offsets, indices, Pool.Rent<T>(entries));
        }
        catch
        {
            offsets.Dispose();
            indices?.Dispose();
            throw;
        }
    }

    /// <summary>The result with the operand's pattern, or null when that holds a zero.</summary>
    private DeviceCsr<double>? NormalizedInPlace(DeviceCsr<float> counts, CsrView<float> view, GpuBuffer<double> totals, double scaleFactor, GpuBuffer<double> known, GpuBuffer<int> faults)
    {
        DeviceCsr<double> result = Empty<double>(counts.Rows, counts.Columns, counts.NonZeros);
        CsrView<double> to = ViewOf(result);
        view.Offsets.CopyTo(Stream, to.Offsets);
        Sparse.InPlace(view, totals.View, scaleFactor, known.View, to.Columns, to.Values, faults.View.SubView(1, 1));
        int[] found = Fetched(faults);
        if (found[1] == 0 && found[0] == int.MaxValue) return result;
        result.Dispose();
        return null;
    }

    private DeviceCsr<double> NormalizedSelection(
        DeviceCsr<float> counts, CsrView<float> view, double[] rowTotals, GpuBuffer<double> totals, double scaleFactor, GpuBuffer<double> known, GpuBuffer<int> faults, int[] columnMap, int columns)
    {
        int words = Math.Max(1, (columns + 31) / 32);
        using GpuBuffer<int> map = Sent(columnMap), marks = Zeroed<int>((long)words * counts.Rows), before = Pool.Rent<int>((long)words * counts.Rows), kept = Pool.Rent<int>(counts.Rows);
        using GpuBuffer<long> sums = Pool.Rent<long>(2 * OffsetKernels.MaxSpans);
        GpuBuffer<long> offsets = Pool.Rent<long>(counts.Rows + 1L);
        long entries;
        try
        {
            Sparse.Select(view, map.View, marks.View, words, before.View, kept.View, sums.View, offsets.View);
            var last = new long[1];
            offsets.View.SubView(counts.Rows, 1).CopyToCPU(Stream, last);
            int row = Fetched(faults, 1)[0];
            if (row != int.MaxValue) throw CountsWithoutTotal(row, rowTotals);
            entries = last[0];
        }
        catch
        {
            offsets.Dispose();
            throw;
        }

        DeviceCsr<double> result = Filled<double>(counts.Rows, columns, entries, offsets);
        Sparse.Selected(view, totals.View, scaleFactor, known.View, map.View, marks.View, before.View, ViewOf(result));
        return result;
    }
}
