using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <inheritdoc/>
    /// <remarks>
    /// On the host, and counted: lists come from host memory and the graph goes there. A million cells with 20 neighbours have about 4e8 pairs of lists, a tenth of a second for 16
    /// cores, and a graph of about 1e9 bytes, which takes as long to bring back from the device as the host needs to count.
    /// </remarks>
    [HostOperation]
    public override CsrMatrix<double> SharedNeighbors(NeighborTable neighbors, double prune) => OnHost(nameof(SharedNeighbors), cpu => cpu.SharedNeighbors(neighbors, prune));

    /// <inheritdoc/>
    /// <remarks>On the host: tables are in its memory, and a merge reads each entry once.</remarks>
    [HostOperation]
    public override NeighborTable MergeNeighbors(IReadOnlyList<NeighborTable> parts) => host.MergeNeighbors(parts);
}
