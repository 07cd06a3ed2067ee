using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>Gathers the key marker of each claim in the cells of lots that come one after another, and reads out how many of the mapped cluster are high in it.</summary>
/// <param name="reference">The reference.</param>
internal sealed class MarkerReadout(ReferenceModel reference)
{
    private readonly List<MarkerCells?[]> lots = [];

    private bool Reads => reference.Modality == CellModality.Counts;

    /// <summary>The key markers in a lot.</summary>
    public MarkerCells?[] Of(QueryLot query, Judgement judgement) => [.. reference.Hypotheses.Select(h => h.Marker is null || !Reads ? null
        : MarkerCells.OfQuery(reference, query, h.Marker.Gene, Array.ConvertAll(judgement.Labels[Resolution(h)], label => label == h.Cluster)))];

    /// <summary>Adds a lot.</summary>
    public void Add(MarkerCells?[] markers) => lots.Add(markers);

    /// <summary>Per claim, the shares of the train lots and then of the mapped ones that have the gene, all at one depth; null of a claim without a marker.</summary>
    /// <param name="order">Places of the lots as they came, in the order in which they are wanted.</param>
    /// <param name="parameters">Seed and confidence.</param>
    public MarkerHighResult?[] Run(int[] order, MapParameters parameters) => [.. reference.Hypotheses.Select((h, i) =>
    {
        if (h.Marker is null || !Reads) return null;
        MarkerCells[] mapped = [.. order.Select(l => lots[l][i]).OfType<MarkerCells>()];
        return MarkerHigh.Run(h.Marker, [.. MarkerCells.OfReference(reference, h.Marker.Gene, Resolution(h), h.Cluster), .. mapped], reference.Parameters.ScaleFactor, parameters.Seed, parameters.Confidence);
    })];

    private int Resolution(LockedHypothesis hypothesis) => reference.Clusterings.ToList().FindIndex(c => c.Resolution == hypothesis.Resolution);
}
