using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <summary>Cells of one body of the loop: enough work to pay for the hand-over, few enough to balance.</summary>
    private const int LayoutBlock = 256;

    /// <inheritdoc/>
    public override DeviceMatrix<float> LayoutEpochs(DeviceCsr<uint> schedule, LayoutForces forces, int firstEpoch, int epochs, DeviceMatrix<float> state)
    {
        CsrMatrix<uint> edges = OnHost(schedule);
        DenseMatrix<float> given = OnHost(state);
        CheckLayout(edges.Rows, edges.Columns, state.Rows, state.Columns, firstEpoch, epochs, forces);
        int cells = given.Rows, blocks = (cells + LayoutBlock - 1) / LayoutBlock;

        // Positions lie apart from Adam's means, as only they are gathered: 8 bytes a cell stay in the cache.
        float[] current = new float[2 * cells], next = new float[2 * cells], means = new float[4 * cells];
        for (int i = 0; i < cells; i++)
        {
            given.Row(i)[..2].CopyTo(current.AsSpan(2 * i));
            given.Row(i)[2..].CopyTo(means.AsSpan(4 * i));
        }

        for (int epoch = firstEpoch; epoch < firstEpoch + epochs; epoch++)
        {
            var step = new LayoutStep(edges, forces, epoch, current, next, means);
            ForEach(blocks, block => step.Run(block * LayoutBlock, Math.Min(cells, (block + 1) * LayoutBlock)));
            (current, next) = (next, current);
        }

        var result = new DenseMatrix<float>(cells, LayoutStateColumns);
        for (int i = 0; i < cells; i++)
        {
            current.AsSpan(2 * i, 2).CopyTo(result.Row(i));
            means.AsSpan(4 * i, 4).CopyTo(result.Row(i)[2..]);
        }

        return Upload(result);
    }
}
