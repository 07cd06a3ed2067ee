using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Simulation;

/// <summary>A simulated lot as a source of cells, so that an analysis can run on it without files.</summary>
/// <param name="lot">The lot.</param>
/// <param name="device">Its host threads make the cells; null = the calling thread.</param>
public sealed class SimulatedCellSource(SimulatedLot lot, ComputeDevice? device = null) : CellSource
{
    /// <inheritdoc/>
    public override string Path => $"simulated:{lot.Name}";

    /// <inheritdoc/>
    public override FeatureTable Features => lot.Features;

    /// <inheritdoc/>
    public override CellModality Modality => CellModality.Counts;

    /// <inheritdoc/>
    public override long? CellCount => lot.CellCount;

    /// <inheritdoc/>
    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default) => lot.ReadBlocks(maxCells, device, cancellation);
}
