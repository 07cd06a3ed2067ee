using GpuCqa.Compute.Gpu.Sparse;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    private LayoutLauncher? layoutKernels;

    /// <inheritdoc/>
    /// <remarks>Positions and means stay on the device over the epochs of a call; epochs are queued without waiting.</remarks>
    public override DeviceMatrix<float> LayoutEpochs(DeviceCsr<uint> schedule, LayoutForces forces, int firstEpoch, int epochs, DeviceMatrix<float> state)
    {
        CheckLayout(schedule.Rows, schedule.Columns, state.Rows, state.Columns, firstEpoch, epochs, forces);
        CsrView<uint> edges = ViewOf(schedule);
        ILGPU.ArrayView<float> given = ViewOf(state.Values);
        int cells = state.Rows;
        return Run(() =>
        {
            GpuBuffer<float> result = Pool.Rent<float>((long)cells * LayoutStateColumns);
            if (cells == 0) return new DeviceMatrix<float>(cells, LayoutStateColumns, result);
            layoutKernels ??= new LayoutLauncher(this);
            using GpuBuffer<LayoutPair> first = Pool.Rent<LayoutPair>(cells), second = Pool.Rent<LayoutPair>(cells);
            using GpuBuffer<LayoutMeans> means = Pool.Rent<LayoutMeans>(cells);
            (GpuBuffer<LayoutPair> current, GpuBuffer<LayoutPair> next) = (first, second);
            layoutKernels.Split(given, cells, current.View, means.View);
            for (int epoch = firstEpoch; epoch < firstEpoch + epochs; epoch++)
            {
                layoutKernels.Move(edges, new LayoutEpoch(forces, epoch), current.View, means.View, next.View);
                (current, next) = (next, current);
            }

            layoutKernels.Join(current.View, means.View, cells, result.View);
            return new DeviceMatrix<float>(cells, LayoutStateColumns, result);
        });
    }
}
