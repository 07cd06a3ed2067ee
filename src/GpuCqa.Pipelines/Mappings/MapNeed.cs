using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Texts;
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
    public static MapNeed Of(MapSize size, ReferenceRecord reference, MapParameters parameters, long? deviceFreeBytes)
    {
        // Narrow on the disk: the graph's upper half with codes for weights, counts of a byte, labels of a byte.
        long frozen = reference.Files.Sum(f => f.Bytes * (f.Name.StartsWith("graph_", StringComparison.Ordinal) ? 8 : f.Name.StartsWith("values_", StringComparison.Ordinal) || f.Name.StartsWith("labels_", StringComparison.Ordinal) ? 4 : 1));
        long lot = size.Query.Cells, together = reference.Cells + lot, block = 24 * size.Query.LargestBlock;
        // Values come in blocks and are brought together: both are there for a moment, of the stored genes and, for the second look at a lot of counts, of all.
        long stored = 8 * Math.Min(size.Query.NonZeros, lot * reference.StoredGenes), counts = size.Query.IsDense ? 0 : 16 * size.Query.NonZeros;
        long query = (2 * stored) + counts + block + (lot * (BytesPerCell + (12L * reference.Components)));
        long anchors = parameters.Method != "anchors" ? 0
            : together * ((24L * reference.Components) + (12L * (parameters.KScore + parameters.KWeight)) + (parameters.Reduction == "cca" ? 8L * reference.SelectedGenes : 1600));
        long working = query + anchors + KeptBytes(size.All.Cells, reference) + StreamBytes;
        return new MapNeed((long)(HostSlack * (frozen + working)), deviceFreeBytes is null ? 0 : Math.Min(deviceFreeBytes.Value, block + (8L * together * reference.Components) + (anchors / 2)));
    }

    /// <summary>What is kept of mapped cells: names, totals, labels and digests, and their places in the embedding and on the map.</summary>
    /// <param name="cells">Cells.</param>
    /// <param name="reference">What they are mapped onto.</param>
    public static long KeptBytes(long cells, ReferenceRecord reference) => cells * (BytesPerCell + (4L * reference.Dimensions) + (4L * reference.Clusterings.Count));

    /// <summary>Refuses a mapping that needs more than it may take.</summary>
    /// <param name="allowedBytes">Memory that it may take.</param>
    /// <param name="lots">Lots that are mapped.</param>
    /// <exception cref="PreconditionException">Says how much is needed.</exception>
    public void Require(long allowedBytes, int lots)
    {
        if (HostBytes <= allowedBytes) return;
        throw new PreconditionException(string.Create(CultureInfo.InvariantCulture,
            $"--memory allows {allowedBytes / 1e6:0} MB; the reference and the largest of {Counted.Of(lots, "lot")}, which are mapped one after another, need {Math.Ceiling(HostBytes / 1e6):0} MB. A lot is never split: its labels would change. Allow that much, or map on a larger machine."));
    }
}
