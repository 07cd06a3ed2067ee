using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Sparse;

internal sealed partial class SparseKernels
{
    private Action<KernelConfig, CsrView<float>, int, ArrayView<int>>? segments;
    private Action<KernelConfig, CsrView<float>, CountMomentShape, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<long>, ArrayView<int>>? countParts;
    private Action<KernelConfig, CountMomentShape, ArrayView<int>, ArrayView<long>>? countTotal;
    private Action<KernelConfig, CsrView<double>, ArrayView<long>>? largest;
    private Action<KernelConfig, CsrView<double>, ArrayView<double>, double, int, ArrayView<long>>? addScaled;
    private Action<KernelConfig, ArrayView<float>, long, ArrayView<double>>? widen;
    private Action<KernelConfig, ArrayView<int>, ArrayView<float>, long, ArrayView<double>, ArrayView<double>, double, ArrayView<double>>? standardize;

    /// <summary>How the sums of a block are cut: enough groups to fill the device, but not parts so short that their tables outweigh their entries.</summary>
    public CountMomentShape ShapeOf(int rows, int columns, bool limited)
    {
        int tiles = Math.Max(1, (columns + CountMomentKernels.TileColumns - 1) / CountMomentKernels.TileColumns);
        int wanted = Math.Max(1, device.Accelerator.NumMultiprocessors * 8 / tiles);
        int partRows = Math.Clamp((rows + wanted - 1) / wanted, 64, CountMomentKernels.MaxPartRows);
        return new CountMomentShape { Columns = columns, Tiles = tiles, PartRows = partRows, Parts = Math.Max(1, (rows + partRows - 1) / partRows), Limited = limited ? 1 : 0 };
    }

    /// <summary>Adds a block of counts to the sums.</summary>
    public void CountMoments(CsrView<float> counts, CountMomentShape shape, ArrayView<int> starts, ArrayView<int> limits, ArrayView<int> parts, ArrayView<long> sums, ArrayView<int> fault)
    {
        segments ??= device.Accelerator.LoadStreamKernel<CsrView<float>, int, ArrayView<int>>(CountMomentKernels.Segments);
        countParts ??= device.Accelerator.LoadStreamKernel<CsrView<float>, CountMomentShape, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<long>, ArrayView<int>>(CountMomentKernels.Parts);
        countTotal ??= device.Accelerator.LoadStreamKernel<CountMomentShape, ArrayView<int>, ArrayView<long>>(CountMomentKernels.Total);
        if (shape.Tiles > 1) segments(OverItems((long)(shape.Tiles - 1) * counts.Rows), counts, shape.Tiles, starts);
        countParts(new KernelConfig(checked(shape.Parts * shape.Tiles), device.GroupSize()), counts, shape, starts, limits, parts, sums, fault);
        countTotal(OverItems(shape.Columns), shape, parts, sums);
    }

    /// <summary>Finds the largest magnitude of each column.</summary>
    public void Largest(CsrView<double> matrix, ArrayView<long> magnitudes)
    {
        largest ??= device.Accelerator.LoadStreamKernel<CsrView<double>, ArrayView<long>>(ScaledMomentKernels.Largest);
        largest(OverRows(matrix.Rows), matrix, magnitudes);
    }

    /// <summary>Adds all entries in scaled integers.</summary>
    public void AddScaled(CsrView<double> matrix, ArrayView<double> units, double shift, int columns, ArrayView<long> sums)
    {
        addScaled ??= device.Accelerator.LoadStreamKernel<CsrView<double>, ArrayView<double>, double, int, ArrayView<long>>(ScaledMomentKernels.Add);
        addScaled(OverRows(matrix.Rows), matrix, units, shift, columns, sums);
    }

    /// <summary>Widens values.</summary>
    public void Widen(CsrView<float> matrix, long entries, ArrayView<double> to)
    {
        widen ??= device.Accelerator.LoadStreamKernel<ArrayView<float>, long, ArrayView<double>>(ScaledMomentKernels.Widen);
        widen(OverItems(entries), matrix.Values, entries, to);
    }

    /// <summary>Standardizes and clips values.</summary>
    public void Standardize(CsrView<float> matrix, long entries, ArrayView<double> means, ArrayView<double> deviations, double cap, ArrayView<double> to)
    {
        standardize ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<float>, long, ArrayView<double>, ArrayView<double>, double, ArrayView<double>>(ScaledMomentKernels.Standardize);
        standardize(OverItems(entries), matrix.Columns, matrix.Values, entries, means, deviations, cap, to);
    }
}
