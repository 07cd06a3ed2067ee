using GpuCqa.Compute.Gpu.Linear;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Vendor;

/// <summary>Products by cuBLAS.</summary>
internal sealed class VendorProducts(CuBlas blas) : DenseProducts
{
    public override void AddGram(ArrayView<double> rows, int count, int columns, ArrayView<double> products) =>
        blas.AddGram(rows.LoadEffectiveAddressAsPtr(), count, columns, products.LoadEffectiveAddressAsPtr());

    public override void Multiply(ArrayView<double> left, ArrayView<double> right, ArrayView<double> product, int rows, int columns, int depth, bool transposeLeft) =>
        blas.Multiply(left.LoadEffectiveAddressAsPtr(), right.LoadEffectiveAddressAsPtr(), product.LoadEffectiveAddressAsPtr(), rows, columns, depth, transposeLeft);
}
