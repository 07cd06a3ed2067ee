using GpuCqa.Compute.Gpu.Sparse;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>The loaded kernels of the layout.</summary>
internal sealed class LayoutLauncher(GpuDevice device)
{
    private readonly Action<KernelConfig, ArrayView<LayoutPair>, int, ArrayView<LayoutPair>, ArrayView<LayoutMeans>> split =
        device.Accelerator.LoadStreamKernel<ArrayView<LayoutPair>, int, ArrayView<LayoutPair>, ArrayView<LayoutMeans>>(LayoutKernels.Split);

    private readonly Action<KernelConfig, ArrayView<LayoutPair>, ArrayView<LayoutMeans>, int, ArrayView<LayoutPair>> join =
        device.Accelerator.LoadStreamKernel<ArrayView<LayoutPair>, ArrayView<LayoutMeans>, int, ArrayView<LayoutPair>>(LayoutKernels.Join);

    private readonly Action<KernelConfig, CsrView<uint>, LayoutEpoch, ArrayView<LayoutPair>, ArrayView<LayoutMeans>, ArrayView<LayoutPair>> move =
        device.Accelerator.LoadStreamKernel<CsrView<uint>, LayoutEpoch, ArrayView<LayoutPair>, ArrayView<LayoutMeans>, ArrayView<LayoutPair>>(LayoutKernels.Move);

    /// <summary>Queues the parting of a state.</summary>
    public void Split(ArrayView<float> state, int cells, ArrayView<LayoutPair> positions, ArrayView<LayoutMeans> means) =>
        split(Threads(cells), state.Cast<LayoutPair>(), cells, positions, means);

    /// <summary>Queues the joining of a state.</summary>
    public void Join(ArrayView<LayoutPair> positions, ArrayView<LayoutMeans> means, int cells, ArrayView<float> state) =>
        join(Threads(cells), positions, means, cells, state.Cast<LayoutPair>());

    /// <summary>Queues an epoch.</summary>
    public void Move(CsrView<uint> schedule, LayoutEpoch epoch, ArrayView<LayoutPair> current, ArrayView<LayoutMeans> means, ArrayView<LayoutPair> next) =>
        move(Threads(schedule.Rows), schedule, epoch, current, means, next);

    private KernelConfig Threads(int cells) => new(device.GridSize(cells, device.GroupSize()), device.GroupSize());
}
