using GpuCqa.Analysis.Planning;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.References;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>The memory that a mapping needs at its peak, from headers alone: arrays counted, and a quarter on the host for what the collector has not yet taken back.</summary>
/// <param name="HostBytes">On the host, in bytes.</param>
/// <param name="DeviceBytes">On the device, in bytes; 0 where it computes in host memory.</param>
public sealed record MapNeed(long HostBytes, long DeviceBytes)
{
    private const double HostSlack = 1.25;

    private const long BytesPerCell = 200, StreamBytes = 64L << 20;

    /// <summary>The reference as it lies in memory, the largest lot, what is kept of every mapped cell, and what anchors are found in.</summary>
    /// <param name="size">The lots that are mapped.</param>
    /// <param name="reference">What they are mapped onto.</param>
    /// <param name="parameters">How.</param>
    /// <param name="deviceFreeBytes">Free bytes of the device's own memory, or null when it computes in the host's.</param>
    public static MapNeed Of(CohortSize size, ReferenceRecord reference, MapParameters parameters, long? deviceFreeBytes)
    {
        // Narrow on the disk: the graph's upper half with codes for weights, counts of a byte, labels of a byte.
        long frozen = reference.Files.Sum(f => f.Bytes * (f.Name.StartsWith("graph_", StringComparison.Ordinal) ? 8 : f.Name.StartsWith("values_", StringComparison.Ordinal) || f.Name.StartsWith("labels_", StringComparison.Ordinal) ? 4 : 1));
        long lot = size.Cells, together = reference.Cells + lot;
        // The header of a file does not say how many cells are of which lot: the largest lot may be all of them.
        long query = (8 * Math.Min(size.NonZeros, lot * reference.StoredGenes)) + (24 * size.LargestBlock) + (lot * (BytesPerCell + (12L * reference.Components) + (16L * reference.Clusterings.Count)));
        long anchors = parameters.Method != "anchors" ? 0
            : together * ((24L * reference.Components) + (12L * (parameters.KScore + parameters.KWeight)) + (parameters.Reduction == "cca" ? 8L * reference.SelectedGenes : 1600));
        long working = query + anchors + StreamBytes;
        return new MapNeed((long)(HostSlack * (frozen + working)), deviceFreeBytes is null ? 0 : Math.Min(deviceFreeBytes.Value, (24 * size.LargestBlock) + (8L * together * reference.Components) + (anchors / 2)));
    }
}
