using GpuCqa.Core.Matrices;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <inheritdoc/>
    /// <remarks>A copy between two buffers of the device, and products of matrices that lie in its memory: cuBLAS's where it is, else the kernels here, which have float64 only.</remarks>
    public override DeviceCeilings MeasureCeilings(long copyBytes, int matrix, int repeats) => Run(() =>
    {
        double copy;
        using (GpuBuffer<byte> source = Zeroed<byte>(copyBytes), target = Zeroed<byte>(copyBytes))
        {
            copy = Fastest(repeats, () =>
            {
                source.View.CopyTo(Stream, target.View);
                Stream.Synchronize();
            });
        }

        DenseMatrix<double> values = Filled(matrix);
        double operations = 2.0 * matrix * matrix * matrix;
        using GpuBuffer<double> left = Sent(values.Values), right = Sent(values.Values), product = Zeroed<double>(values.Values.LongLength);
        double wide = Fastest(repeats, () =>
        {
            Products.Multiply(left.View, right.View, product.View, matrix, matrix, matrix, false);
            Stream.Synchronize();
        });
        double? narrow = vendor is { HasBlas: true } ? operations / Narrow(values, repeats) : null;
        return new DeviceCeilings(2.0 * copyBytes / copy, narrow, operations / wide, vendor is { HasBlas: true } ? vendor.Description : "own kernels");
    });

    private double Narrow(DenseMatrix<double> values, int repeats)
    {
        float[] single = Array.ConvertAll(values.Values, x => (float)x);
        using GpuBuffer<float> left = Sent(single), right = Sent(single), product = Zeroed<float>(single.LongLength);
        return Fastest(repeats, () =>
        {
            vendor!.Blas(StreamPointer).MultiplySingle(left.View.LoadEffectiveAddressAsPtr(), right.View.LoadEffectiveAddressAsPtr(), product.View.LoadEffectiveAddressAsPtr(), values.Rows);
            Stream.Synchronize();
        });
    }
}
