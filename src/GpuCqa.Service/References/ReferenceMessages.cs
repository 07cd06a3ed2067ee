using GpuCqa.Core.Cohorts;
using GpuCqa.Pipelines.References;

namespace GpuCqa.Service.References;

/// <summary>What a reference holds, as callers see it.</summary>
internal static class ReferenceMessages
{
    /// <summary>The resource without what the service says of it: name, files, etag and time.</summary>
    public static FrozenReference Of(ReferenceRecord record, IEnumerable<string> lots) => new()
    {
        ReferenceSha256 = record.Hash,
        Modality = record.Modality == CellModality.Counts ? "counts" : "features",
        GeneCount = record.Genes,
        CellCount = record.Cells,
        Lots = { lots },
        Clusterings = { record.Clusterings.Select(c => new Api.V1.ReferenceClustering { Algorithm = c.Algorithm, Resolution = c.Resolution, Clusters = c.Clusters }) },
        Hypotheses =
        {
            record.Hypotheses.Select(h => new Api.V1.ReferenceHypothesis
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
        Warnings = { record.Warnings },
    };
}
