using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>The loaded kernels that bring columns to mean 0 and length 1.</summary>
internal sealed class StandardizeLauncher(GpuDevice device)
{
    private Action<KernelConfig, ArrayView<double>, int, int, ArrayView<double>, ArrayView<double>>? sums, squares;
    private Action<KernelConfig, ArrayView<double>, int, int, ArrayView<double>>? total;
    private Action<KernelConfig, ArrayView<double>, int, ArrayView<double>, ArrayView<double>, ArrayView<double>, int, int, int, ArrayView<double>>? scale;
    private Action<KernelConfig, ArrayView<double>, int>? clamp;

    /// <summary>Queues the sums, equal rows and squares of each column.</summary>
    public void Sum(ColumnScales scales)
    {
        Accelerator accelerator = device.Accelerator;
        sums ??= accelerator.LoadStreamKernel<ArrayView<double>, int, int, ArrayView<double>, ArrayView<double>>(StandardizeKernels.Sums);
        squares ??= accelerator.LoadStreamKernel<ArrayView<double>, int, int, ArrayView<double>, ArrayView<double>>(StandardizeKernels.Squares);
        total ??= accelerator.LoadStreamKernel<ArrayView<double>, int, int, ArrayView<double>>(StandardizeKernels.Total);
        int rows = scales.Rows, columns = scales.Columns, parts = (rows + StandardizeKernels.Part - 1) / StandardizeKernels.Part;
        using GpuBuffer<double> first = device.Pool.Rent<double>((long)parts * columns), second = device.Pool.Rent<double>((long)parts * columns);
        KernelConfig each = Threads((long)parts * columns), one = Threads(columns);
        sums(each, scales.Values, rows, columns, first.View, second.View);
        total(one, first.View, parts, columns, scales.Totals.View);
        total(one, second.View, parts, columns, scales.Equal.View);
        squares(each, scales.Values, rows, columns, scales.Totals.View, first.View);
        total(one, first.View, parts, columns, scales.Squares.View);
    }

    /// <summary>Queues the scaled copy of some columns.</summary>
    public void Scale(ColumnScales scales, int first, int count, ArrayView<double> scaled)
    {
        scale ??= device.Accelerator.LoadStreamKernel<ArrayView<double>, int, ArrayView<double>, ArrayView<double>, ArrayView<double>, int, int, int, ArrayView<double>>(StandardizeKernels.Scale);
        scale(Threads((long)scales.Rows * count), scales.Values, scales.Columns, scales.Totals.View, scales.Equal.View, scales.Squares.View, scales.Rows, first, count, scaled);
    }

    /// <summary>Queues the return of products to -1 .. 1.</summary>
    public void Clamp(ArrayView<double> products, int count)
    {
        clamp ??= device.Accelerator.LoadStreamKernel<ArrayView<double>, int>(StandardizeKernels.Clamp);
        clamp(Threads(count), products, count);
    }

    private KernelConfig Threads(long items) => new(device.GridSize(items, device.GroupSize()), device.GroupSize());
}
