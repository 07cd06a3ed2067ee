using ILGPU;

namespace GpuCqa.Compute.Gpu.Linear;

/// <summary>Products by the kernels here.</summary>
internal sealed class KernelProducts(LinearKernels kernels) : DenseProducts
{
    public override void AddGram(ArrayView<double> rows, int count, int columns, ArrayView<double> products) =>
        kernels.AddProduct(rows, rows, products, columns, columns, count, transposeLeft: true, upperOnly: true);

    public override void Multiply(ArrayView<double> left, ArrayView<double> right, ArrayView<double> product, int rows, int columns, int depth, bool transposeLeft) =>
        kernels.AddProduct(left, right, product, rows, columns, depth, transposeLeft, upperOnly: false);
}
