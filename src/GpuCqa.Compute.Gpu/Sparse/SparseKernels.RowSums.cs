using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Launches of the kernels over sparse rows, each compiled at its first use.</summary>
internal sealed partial class SparseKernels(GpuDevice device)
{
    private Action<KernelConfig, CsrView<float>, ArrayView<byte>, int, ArrayView<double>, ArrayView<double>, ArrayView<int>>? rowLanes;
    private Action<KernelConfig, ArrayView<double>, ArrayView<double>, ArrayView<int>, int, int>? rowTotals;

    /// <summary>Lanes that share a row on this device.</summary>
    public int Lanes => Math.Min(RowTeam.Width, device.GroupSize());

    /// <summary>Sums rows; the first <c>rows</c> numbers of each buffer of rows x <see cref="Lanes"/> are the result.</summary>
    public void RowSums(CsrView<float> counts, ArrayView<byte> marked, bool hasMarks, ArrayView<double> totals, ArrayView<double> markedTotals, ArrayView<int> nonZeros)
    {
        rowLanes ??= device.Accelerator.LoadStreamKernel<CsrView<float>, ArrayView<byte>, int, ArrayView<double>, ArrayView<double>, ArrayView<int>>(RowSumKernels.Lanes);
        rowTotals ??= device.Accelerator.LoadStreamKernel<ArrayView<double>, ArrayView<double>, ArrayView<int>, int, int>(RowSumKernels.Rows);
        rowLanes(OverRows(counts.Rows), counts, marked, hasMarks ? 1 : 0, totals, markedTotals, nonZeros);
        rowTotals(OverItems(counts.Rows), totals, markedTotals, nonZeros, counts.Rows, Lanes);
    }

    private KernelConfig OverRows(int rows)
    {
        int group = device.GroupSize();
        return new KernelConfig(device.GridSize(rows, group / Lanes), group);
    }

    private KernelConfig OverItems(long items)
    {
        int group = device.GroupSize();
        return new KernelConfig(device.GridSize(items, group), group);
    }
}
