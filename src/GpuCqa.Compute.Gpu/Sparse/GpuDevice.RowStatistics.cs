using GpuCqa.Compute.Gpu.Sparse;
using ILGPU;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    private SparseKernels? sparse;

    /// <summary>Kernels over sparse rows.</summary>
    internal SparseKernels Sparse => sparse ??= new SparseKernels(this);

    /// <inheritdoc/>
    public override RowStatistics RowStatistics(DeviceCsr<float> counts, bool[]? marked)
    {
        CheckLength(marked?.Length, counts.Columns, nameof(marked));
        CsrView<float> view = ViewOf(counts);
        return Run(() =>
        {
            int rows = counts.Rows, places = checked(rows * Sparse.Lanes);
            using GpuBuffer<byte> marks = Sent(marked is null ? [] : Array.ConvertAll(marked, m => m ? (byte)1 : (byte)0));
            using GpuBuffer<double> totals = Pool.Rent<double>(places), markedTotals = Pool.Rent<double>(places);
            using GpuBuffer<int> nonZeros = Pool.Rent<int>(places);
            Sparse.RowSums(view, marks.View, marked is not null, totals.View, markedTotals.View, nonZeros.View);
            return new RowStatistics(Fetched(totals, rows), Fetched(nonZeros, rows), Fetched(markedTotals, rows));
        });
    }

    /// <summary>The kernels' view of a sparse operand that belongs to this device.</summary>
    internal CsrView<T> ViewOf<T>(DeviceCsr<T> matrix) where T : unmanaged => new()
    {
        Offsets = ViewOf(matrix.RowOffsets),
        Columns = ViewOf(matrix.ColumnIndices),
        Values = ViewOf(matrix.Values),
        Rows = matrix.Rows,
    };
}
