using GpuCqa.Compute.Gpu.Sparse;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Linear;

/// <summary>Launches of the kernels of dense linear algebra, each compiled at its first use.</summary>
internal sealed class LinearKernels(GpuDevice device)
{
    /// <summary>Terms of a sum below which a further slab does not pay.</summary>
    private const int MinSlabDepth = 512;

    /// <summary>Numbers that all slabs of a product hold at most.</summary>
    private const long MaxSlabElements = 1 << 23;

    private Action<KernelConfig, CsrView<double>, int, int, int, ArrayView<double>>? scatter;
    private Action<KernelConfig, ArrayView<double>, int, int, ArrayView<double>>? sumSlabs;
    private Action<KernelConfig, CsrView<double>, ArrayView<double>, ArrayView<double>, int, ArrayView<float>>? project;
    private Action<KernelConfig, ProductShape, ArrayView<double>, ArrayView<double>, ArrayView<double>>? slabs;
    private Action<KernelConfig, ArrayView<double>, int, int, ArrayView<double>>? add;
    private Action<KernelConfig, ArrayView<double>, int>? mirror;

    /// <summary>Makes rows of a sparse matrix dense; the matrix holds zeros before.</summary>
    public void Scatter(CsrView<double> matrix, int firstRow, int rows, int columns, ArrayView<double> dense)
    {
        scatter ??= device.Accelerator.LoadStreamKernel<CsrView<double>, int, int, int, ArrayView<double>>(DenseRowKernels.Scatter);
        int group = device.GroupSize();
        scatter(new KernelConfig(device.GridSize(rows, group / Math.Min(RowTeam.Width, group)), group), matrix, firstRow, rows, columns, dense);
    }

    /// <summary>Adds the column sums of dense rows to some sums.</summary>
    public void AddColumnSums(ArrayView<double> dense, int rows, int columns, ArrayView<double> sums)
    {
        sumSlabs ??= device.Accelerator.LoadStreamKernel<ArrayView<double>, int, int, ArrayView<double>>(DenseRowKernels.SumSlabs);
        int count = (rows + DenseRowKernels.SlabRows - 1) / DenseRowKernels.SlabRows;
        using GpuBuffer<double> parts = device.Pool.Rent<double>((long)count * columns);
        sumSlabs(Over((long)count * columns), dense, rows, columns, parts.View);
        Add(parts.View, columns, count, sums);
    }

    /// <summary>Projects sparse rows on loadings.</summary>
    public void Project(CsrView<double> matrix, ArrayView<double> loadings, ArrayView<double> offset, int components, ArrayView<float> result)
    {
        project ??= device.Accelerator.LoadStreamKernel<CsrView<double>, ArrayView<double>, ArrayView<double>, int, ArrayView<float>>(ProjectionKernels.Project);
        project(Over((long)matrix.Rows * components), matrix, loadings, offset, components, result);
    }

    /// <summary>Adds left (or left') times right to a product.</summary>
    public void AddProduct(ArrayView<double> left, ArrayView<double> right, ArrayView<double> product, int rows, int columns, int depth, bool transposeLeft, bool upperOnly)
    {
        slabs ??= device.Accelerator.LoadStreamKernel<ProductShape, ArrayView<double>, ArrayView<double>, ArrayView<double>>(ProductKernels.Slabs);
        int elements = checked(rows * columns), count = (int)Math.Clamp(Math.Min(depth / MinSlabDepth, MaxSlabElements / elements), 1, 64);
        int slabDepth = Math.Max(1, (depth + count - 1) / count);
        var shape = new ProductShape
        {
            Rows = rows,
            Columns = columns,
            Depth = depth,
            RowStride = transposeLeft ? 1 : depth,
            DepthStride = transposeLeft ? rows : 1,
            SlabDepth = slabDepth,
            Slabs = count,
            UpperOnly = upperOnly ? 1 : 0,
        };
        using GpuBuffer<double> parts = device.Pool.Rent<double>((long)elements * count);
        long squares = (long)((rows + ProductKernels.Square - 1) / ProductKernels.Square) * ((columns + ProductKernels.Square - 1) / ProductKernels.Square);
        slabs(Over(squares * count * ProductKernels.Threads), shape, left, right, parts.View);
        Add(parts.View, elements, count, product);
    }

    /// <summary>Copies the upper triangle below the diagonal.</summary>
    public void Mirror(ArrayView<double> matrix, int n)
    {
        mirror ??= device.Accelerator.LoadStreamKernel<ArrayView<double>, int>(ProductKernels.Mirror);
        mirror(Over((long)n * n), matrix, n);
    }

    private void Add(ArrayView<double> parts, int elements, int count, ArrayView<double> sums)
    {
        add ??= device.Accelerator.LoadStreamKernel<ArrayView<double>, int, int, ArrayView<double>>(ProductKernels.Add);
        add(Over(elements), parts, elements, count, sums);
    }

    private KernelConfig Over(long items)
    {
        int group = device.GroupSize();
        return new KernelConfig(device.GridSize(items, group), group);
    }
}
