using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>The loaded kernels of the permutation test.</summary>
internal sealed class PermutationLauncher(GpuDevice device)
{
    private Action<KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<short>, ArrayView<int>, PermutationPartsShape>? sum;
    private Action<KernelConfig, ArrayView<FourHeads>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<long>, PermutationShape>? one, many;

    /// <summary>Queues the sums of a table of parts.</summary>
    public void Sum(PermutationOperands family, ArrayView<int> lotOf, ArrayView<short> orders, ArrayView<int> sums, PermutationPartsShape shape)
    {
        sum ??= device.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<short>, ArrayView<int>, PermutationPartsShape>(PermutationParts.Sum);
        int threads = device.GroupSize();
        sum(new KernelConfig(device.GridSize(shape.Sums, threads), threads), family.Ranks, family.Readouts, family.ReadoutOf, lotOf, orders, sums, shape);
    }

    /// <summary>Queues the count of a batch.</summary>
    public void Count(PermutationOperands family, ArrayView<int> heads, ArrayView<int> tails, ArrayView<long> counts, PermutationShape shape)
    {
        int threads = device.GroupSize(Math.Min(GpuDevice.PreferredGroupSize, (shape.Tails + 31) / 32 * 32)) / 4 * 4;
        var config = new KernelConfig(new Index3D((shape.Tails + threads - 1) / threads, shape.HeadTiles, shape.Blocks), new Index3D(threads, 1, 1));
        if (family.Groups == 1) (one ??= Load(PermutationTiles.CountOneScale))(config, heads.Cast<FourHeads>(), tails, family.Thresholds, family.GroupOf, counts, shape);
        else (many ??= Load(PermutationTiles.CountManyScales))(config, heads.Cast<FourHeads>(), tails, family.Thresholds, family.GroupOf, counts, shape);
    }

    private Action<KernelConfig, ArrayView<FourHeads>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<long>, PermutationShape> Load(
        Action<ArrayView<FourHeads>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<long>, PermutationShape> kernel) => device.Accelerator.LoadStreamKernel(kernel);
}
