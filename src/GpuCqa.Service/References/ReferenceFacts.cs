using GpuCqa.Core.Cohorts;
using GpuCqa.Statistics;

namespace GpuCqa.Service.References;

/// <summary>What a folder of a reference holds, in numbers.</summary>
/// <param name="Sha256">The reference's hash, lower-case hex.</param>
/// <param name="Modality">What the values are.</param>
/// <param name="Genes">Genes, or image features.</param>
/// <param name="Cells">Cells of the train lots.</param>
/// <param name="Lots">The train lots.</param>
/// <param name="Clusterings">The partitions: algorithm, resolution, clusters.</param>
/// <param name="Hypotheses">The claims.</param>
/// <param name="Warnings">What undermines the finding.</param>
public sealed record ReferenceFacts(
    string Sha256, CellModality Modality, int Genes, long Cells, IReadOnlyList<string> Lots, IReadOnlyList<(string Algorithm, double Resolution, int Clusters)> Clusterings,
    IReadOnlyList<LockedHypothesis> Hypotheses, IReadOnlyList<string> Warnings)
{
    /// <summary>As callers see them; the resource's own fields are left to the caller.</summary>
    public FrozenReference ToMessage() => new()
    {
        ReferenceSha256 = Sha256,
        Modality = Modality == CellModality.Counts ? "counts" : "features",
        GeneCount = Genes,
        CellCount = Cells,
        Lots = { Lots },
        Clusterings = { Clusterings.Select(c => new Api.V1.ReferenceClustering { Algorithm = c.Algorithm, Resolution = c.Resolution, Clusters = c.Clusters }) },
        Hypotheses =
        {
            Hypotheses.Select(h => new Api.V1.ReferenceHypothesis
            {
                Hypothesis = h.Id,
                Readout = h.Readout,
                Resolution = h.Resolution,
                Cluster = h.Cluster,
                Direction = h.Direction,
                Test = h.Test,
                Alpha = h.Alpha,
                TrainLots = h.TrainLots,
                TrainRho = h.TrainRho,
                TrainPFamily = h.TrainPFamily,
                Established = h.Established,
                Flags = { h.Flags },
            }),
        },
        Warnings = { Warnings },
    };
}
