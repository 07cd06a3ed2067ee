using GpuCqa.Compute.Gpu.Linear;
using GpuCqa.Compute.Gpu.Sparse;
using GpuCqa.Compute.Gpu.Vendor;
using GpuCqa.Core.Matrices;
using ILGPU.Runtime.Cuda;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    private LinearKernels? linear;
    private DenseProducts? products;

    /// <summary>Kernels of dense linear algebra.</summary>
    internal LinearKernels Linear => linear ??= new LinearKernels(this);

    /// <summary>Who multiplies dense matrices.</summary>
    internal DenseProducts Products => products ??= vendor is { HasBlas: true } ? new VendorProducts(vendor.Blas(StreamPointer)) : new KernelProducts(Linear);

    /// <summary>The stream as vendor libraries take it.</summary>
    private nint StreamPointer => Stream is CudaStream stream ? stream.StreamPtr : 0;

    /// <inheritdoc/>
    public override GramBlock Gram(DeviceCsr<double> block) => GramSum(block.Columns, [block]);

    /// <inheritdoc/>
    /// <remarks>Added up in the device's memory, block by block; only the total is downloaded.</remarks>
    public override GramBlock GramSum(int columns, IEnumerable<DeviceCsr<double>> blocks)
    {
        using GramAccumulator sum = Run(() => new GramAccumulator(this, columns));
        foreach (DeviceCsr<double> block in blocks)
        {
            CheckLength(block.Columns, columns, nameof(blocks));
            CsrView<double> view = ViewOf(block);
            Run(() =>
            {
                sum.Add(view);
                return true;
            });
        }

        return Run(sum.Finish);
    }

    /// <inheritdoc/>
    public override DeviceMatrix<float> Project(DeviceCsr<double> block, DenseMatrix<double> loadings, double[] offset)
    {
        CheckLength(loadings.Rows, block.Columns, nameof(loadings));
        CheckLength(offset.Length, loadings.Columns, nameof(offset));
        CsrView<double> view = ViewOf(block);
        return Run(() =>
        {
            int components = loadings.Columns;
            using GpuBuffer<double> weights = Sent(loadings.Values), subtracted = Sent(offset);
            GpuBuffer<float> result = Pool.Rent<float>((long)block.Rows * components);
            Linear.Project(view, weights.View, subtracted.View, components, result.View);
            return new DeviceMatrix<float>(block.Rows, components, result);
        });
    }

    /// <inheritdoc/>
    /// <remarks>By cuBLAS where it is, else by the kernels here; bits do not depend on the order in which groups run.</remarks>
    public override DenseMatrix<double> Gemm(DenseMatrix<double> left, DenseMatrix<double> right, bool transposeLeft = false)
    {
        (int rows, int depth) = transposeLeft ? (left.Columns, left.Rows) : (left.Rows, left.Columns);
        int columns = right.Columns;
        // Nothing to multiply; the base also words the error of mismatched shapes.
        if (depth != right.Rows || rows == 0 || depth == 0 || columns == 0) return base.Gemm(left, right, transposeLeft);
        return Run(() =>
        {
            using GpuBuffer<double> a = Sent(left.Values), b = Sent(right.Values), c = Zeroed<double>((long)rows * columns);
            Products.Multiply(a.View, b.View, c.View, rows, columns, depth, transposeLeft);
            return new DenseMatrix<double>(rows, columns, Fetched(c));
        });
    }
}
