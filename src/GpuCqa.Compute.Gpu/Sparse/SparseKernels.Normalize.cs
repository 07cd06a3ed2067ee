using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Sparse;

internal sealed partial class SparseKernels
{
    private Action<KernelConfig, CsrView<float>, ArrayView<double>, double, ArrayView<double>, ArrayView<int>>? table;
    private Action<KernelConfig, CsrView<float>, ArrayView<double>, double, ArrayView<double>, ArrayView<int>, ArrayView<double>, ArrayView<int>>? inPlace;
    private Action<KernelConfig, CsrView<float>, ArrayView<double>, double, ArrayView<double>, ArrayView<int>, ArrayView<int>, ArrayView<int>, CsrView<double>>? selected;
    private Action<KernelConfig, CsrView<float>, ArrayView<int>, ArrayView<int>>? mark;
    private Action<KernelConfig, ArrayView<int>, int, int, ArrayView<int>, ArrayView<int>>? count;
    private Action<KernelConfig, ArrayView<int>, int, int, int, ArrayView<long>>? spanSums;
    private Action<KernelConfig, ArrayView<long>, int, ArrayView<long>>? spanScan;
    private Action<KernelConfig, ArrayView<int>, int, int, int, ArrayView<long>, ArrayView<long>>? spanRows;
    private Action<KernelConfig, ArrayView<int>, ArrayView<double>, long, ArrayView<double>, ArrayView<double>, ArrayView<int>, ArrayView<double>>? scale;

    /// <summary>Fills each row's table of normalized small counts and looks for counts without a total.</summary>
    public void Table(CsrView<float> counts, ArrayView<double> totals, double scaleFactor, ArrayView<double> known, ArrayView<int> faults)
    {
        table ??= device.Accelerator.LoadStreamKernel<CsrView<float>, ArrayView<double>, double, ArrayView<double>, ArrayView<int>>(NormalizeKernels.Table);
        table(OverItems((long)counts.Rows * NormalizeKernels.SmallCounts), counts, totals, scaleFactor, known, faults);
    }

    /// <summary>Normalizes all entries where they stand.</summary>
    public void InPlace(CsrView<float> counts, ArrayView<double> totals, double scaleFactor, ArrayView<double> known, ArrayView<int> columns, ArrayView<double> normalized, ArrayView<int> zeros)
    {
        inPlace ??= device.Accelerator.LoadStreamKernel<CsrView<float>, ArrayView<double>, double, ArrayView<double>, ArrayView<int>, ArrayView<double>, ArrayView<int>>(NormalizeKernels.InPlace);
        inPlace(OverRows(counts.Rows), counts, totals, scaleFactor, known, columns, normalized, zeros);
    }

    /// <summary>Marks what stays, counts it, and makes the result's row offsets; the sums have room for twice the spans.</summary>
    public void Select(CsrView<float> counts, ArrayView<int> map, ArrayView<int> marks, int words, ArrayView<int> before, ArrayView<int> kept, ArrayView<long> sums, ArrayView<long> offsets)
    {
        mark ??= device.Accelerator.LoadStreamKernel<CsrView<float>, ArrayView<int>, ArrayView<int>>(SelectKernels.Mark);
        count ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, int, int, ArrayView<int>, ArrayView<int>>(SelectKernels.Count);
        spanSums ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, int, int, int, ArrayView<long>>(OffsetKernels.Spans);
        spanScan ??= device.Accelerator.LoadStreamKernel<ArrayView<long>, int, ArrayView<long>>(OffsetKernels.Scan);
        spanRows ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, int, int, int, ArrayView<long>, ArrayView<long>>(OffsetKernels.Rows);
        int rows = counts.Rows, perSpan = Math.Max(16, (rows + OffsetKernels.MaxSpans - 1) / OffsetKernels.MaxSpans), spans = Math.Max(1, (rows + perSpan - 1) / perSpan);
        mark(OverRows(rows), counts, map, marks);
        count(OverItems(rows), marks, rows, words, before, kept);
        ArrayView<long> own = sums.SubView(0, OffsetKernels.MaxSpans), spansBefore = sums.SubView(OffsetKernels.MaxSpans, OffsetKernels.MaxSpans);
        spanSums(OverItems(spans), kept, rows, perSpan, spans, own);
        spanScan(new KernelConfig(1, 1), own, spans, spansBefore);
        spanRows(OverItems(spans), kept, rows, perSpan, spans, spansBefore, offsets);
    }

    /// <summary>Normalizes the entries that stay into the rows that <see cref="Select"/> laid out.</summary>
    public void Selected(CsrView<float> counts, ArrayView<double> totals, double scaleFactor, ArrayView<double> known, ArrayView<int> map, ArrayView<int> marks, ArrayView<int> before, CsrView<double> result)
    {
        selected ??= device.Accelerator.LoadStreamKernel<CsrView<float>, ArrayView<double>, double, ArrayView<double>, ArrayView<int>, ArrayView<int>, ArrayView<int>, CsrView<double>>(NormalizeKernels.Selected);
        selected(OverRows(counts.Rows), counts, totals, scaleFactor, known, map, marks, before, result);
    }

    /// <summary>Scales all entries.</summary>
    public void Scale(CsrView<double> values, long entries, ArrayView<double> deviations, ArrayView<double> limits, ArrayView<int> columns, ArrayView<double> scaled)
    {
        scale ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<double>, long, ArrayView<double>, ArrayView<double>, ArrayView<int>, ArrayView<double>>(ScaleKernels.Scale);
        scale(OverItems(entries), values.Columns, values.Values, entries, deviations, limits, columns, scaled);
    }
}
