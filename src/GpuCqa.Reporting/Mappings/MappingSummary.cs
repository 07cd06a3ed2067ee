using System.Text.Json.Nodes;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Mappings;

/// <summary>The blocks of summary.json about a mapping.</summary>
internal static class MappingSummary
{
    public static void Add(JsonObject json, MapResult result, string sentence)
    {
        ReplicationFindings replication = result.Replication;
        json["finding"] = new JsonObject { ["sentence"] = sentence, ["exploratory"] = replication.Exploratory, ["grades"] = JsonText.List(replication.Grades, g => new JsonObject { ["hypothesis"] = g.Hypothesis, ["grade"] = g.Level.ToString() }) };
        json["designs"] = JsonText.List(replication.Designs, Design);
        json["warnings"] = JsonText.Texts(result.Warnings);
        json["remarks"] = JsonText.Texts(MapText.Remarks(result).Select(r => r.En));
        json["reference"] = Reference(result.Reference);
        json["hypotheses"] = JsonText.List(replication.Hypotheses, Claim);
        json["main_resolution"] = JsonText.Number(result.Reference.Clusterings[result.MainResolution].Resolution);
        json["calibration"] = Calibrated(result.Calibration);
        json["unmapped"] = JsonText.List(result.Lots, l => new JsonObject
        {
            ["lot"] = l.Lot.Name,
            ["set"] = l.Set,
            ["cells"] = l.Cells,
            ["not_in_reference"] = l.NotInReference,
            ["uncertain"] = l.Uncertain,
            ["share"] = JsonText.Number(l.UnmappedShare),
            ["share_low"] = JsonText.Number(l.Unmapped.Low),
            ["share_high"] = JsonText.Number(l.Unmapped.High),
            ["foreign"] = l.Foreign,
            ["foreign_sign"] = l.ForeignBy is { } by ? MapWords.Name(by.Sign) : null,
            ["foreign_value"] = JsonText.Number(l.ForeignBy?.Value ?? double.NaN),
            ["foreign_limit"] = JsonText.Number(l.ForeignBy?.Limit ?? double.NaN),
            ["missing_genes"] = l.MissingGenes,
        });
        json["replication"] = Replication(replication);
        json["seed"] = result.Parameters.Seed;
    }

    private static JsonObject Reference(ReferenceModel r) => new()
    {
        ["hash"] = r.Hash,
        ["modality"] = r.Modality == CellModality.Counts ? "counts" : "features",
        ["lots"] = r.Lots.Count,
        ["cells"] = r.Cells.Count,
        ["genes"] = r.Genes.Count,
        ["selected_genes"] = r.Pca.Genes.Length,
        ["components"] = r.Projections.Columns,
        ["dimensions"] = r.Dimensions,
        ["alignment"] = new JsonObject { ["requested"] = r.Alignment.Requested, ["method"] = r.Alignment.Method, ["mixing_before"] = JsonText.Number(r.Alignment.MixingBefore), ["mixing_after"] = JsonText.Number(r.Alignment.MixingAfter), ["threshold"] = JsonText.Number(r.Alignment.Threshold), ["iterations"] = r.Alignment.Iterations },
        ["clusterings"] = JsonText.List(r.Clusterings, c => new JsonObject { ["algorithm"] = c.Algorithm, ["resolution"] = JsonText.Number(c.Resolution), ["clusters"] = c.Clusters, ["quality"] = JsonText.Number(c.Quality) }),
        ["parameters"] = ParameterList.Json(r.Parameters),
        ["warnings"] = JsonText.Texts(r.Warnings),
    };

    private static JsonObject Calibrated(Calibration c) => new()
    {
        ["method"] = c.Method,
        ["max_shared"] = JsonText.Number(c.MaxShared),
        ["left_out_lots"] = JsonText.List(c.Lots, l => new JsonObject { ["lot"] = l.Lot, ["cells"] = l.Cells, ["not_in_reference"] = JsonText.Number(l.NotInReference), ["median_distance"] = JsonText.Number(l.MedianDistance), ["median_strangeness"] = JsonText.Number(l.MedianStrangeness) }),
    };

    private static JsonObject Claim(LockedHypothesis h) => new()
    {
        ["id"] = h.Id,
        ["readout"] = h.Readout,
        ["resolution"] = JsonText.Number(h.Resolution),
        ["cluster"] = h.Cluster,
        ["direction"] = h.Direction,
        ["test"] = h.Test,
        ["alpha"] = JsonText.Number(h.Alpha),
        ["train_lots"] = h.TrainLots,
        ["train_rho"] = JsonText.Number(h.TrainRho),
        ["train_p_family"] = JsonText.Number(h.TrainPFamily),
        ["stability"] = JsonText.Number(h.Stability),
        ["flags"] = JsonText.Texts(h.Flags),
        ["marker"] = h.Marker is not { } m ? null : new JsonObject { ["gene"] = m.Gene, ["name"] = m.Name, ["threshold"] = JsonText.Number(m.Threshold), ["chosen"] = m.Chosen },
    };

    private static JsonObject Design(ReplicationDesign d) => new()
    {
        ["set"] = d.Set,
        ["hypothesis"] = d.Hypothesis,
        ["sentence"] = d.Sentence,
        ["lots"] = d.Lots,
        ["smallest_p"] = JsonText.Number(d.SmallestP),
        ["can_reach_alpha"] = d.CanReachAlpha,
        ["critical_rho"] = JsonText.Number(d.CriticalRho),
        ["assumed_rho"] = JsonText.Number(d.AssumedRho),
        ["power"] = JsonText.Number(d.Power),
        ["chance_of_large_rho"] = JsonText.Number(d.ChanceOfLargeRho),
    };

    // "given" is what the tests follow from: whoever reads the folder computes them anew and compares the hashes.
    private static JsonObject Replication(ReplicationFindings f) => new()
    {
        ["tests"] = JsonText.List(f.Tests, t => new JsonObject
        {
            ["set"] = t.Set,
            ["tissue"] = t.Tissue,
            ["hypothesis"] = t.Hypothesis.Id,
            ["n"] = t.Count,
            ["rho"] = JsonText.Number(t.Rho),
            ["p_one_sided"] = JsonText.Number(t.P),
            ["smallest_p"] = JsonText.Number(t.SmallestP),
            ["interval_low"] = JsonText.Number(t.Interval.Low),
            ["interval_high"] = JsonText.Number(t.Interval.High),
            ["verdict"] = VerdictNames.Of(t.Verdict),
            ["reason"] = t.Reason,
            ["flags"] = JsonText.Texts(t.Flags),
            ["falsification_set"] = t.IsFalsification,
            ["exploratory"] = t.Exploratory,
            ["sha256"] = t.Hash,
        }),
        ["combined"] = JsonText.List(f.Combined, c => new JsonObject
        {
            ["hypothesis"] = c.Hypothesis,
            ["over"] = c.Over,
            ["sets"] = JsonText.Texts(c.Stratified.Sets),
            ["n"] = c.Stratified.Lots.Sum(),
            ["rho"] = JsonText.Number(c.Stratified.Combined),
            ["p_one_sided"] = JsonText.Number(c.Stratified.P),
            ["smallest_p"] = JsonText.Number(c.Stratified.SmallestP),
            ["verdict"] = VerdictNames.Of(c.Verdict),
            ["fisher_p_not_exact"] = JsonText.Number(c.FisherP),
            ["stouffer_p_not_exact"] = JsonText.Number(c.StoufferP),
        }),
        ["falsifications"] = JsonText.List(f.Falsifications, t => new JsonObject
        {
            ["set"] = t.Set,
            ["hypothesis"] = t.Hypothesis.Id,
            ["verdict"] = VerdictNames.Of(t.Verdict),
            ["flags"] = JsonText.Texts(t.Flags),
            ["predictions"] = JsonText.List(t.Predictions, p => new JsonObject { ["prediction"] = p.Prediction.ToString(), ["p_one_sided"] = JsonText.Number(p.P), ["median"] = JsonText.Number(p.Median), ["train_median"] = JsonText.Number(p.TrainMedian), ["verdict"] = VerdictNames.Of(p.Verdict), ["reason"] = p.Reason }),
            ["sha256"] = t.Hash,
        }),
        ["grades"] = JsonText.List(f.Grades, g => new JsonObject
        {
            ["hypothesis"] = g.Hypothesis,
            ["grade"] = g.Level.ToString(),
            ["exploratory"] = g.Exploratory,
            ["not_higher_because"] = JsonText.Texts(g.NotHigher),
            ["steps"] = JsonText.List(g.Steps, s => new JsonObject { ["grade"] = s.Level.ToString(), ["met"] = s.Met, ["basis"] = s.Basis, ["missing"] = JsonText.Texts(s.Missing) }),
            ["computed_from"] = JsonText.List(g.Links, l => new JsonObject { ["kind"] = l.Kind, ["set"] = l.Name, ["sha256"] = l.Sha256 }),
            ["assumptions"] = JsonText.Texts(g.Assumptions),
            ["sha256"] = g.Hash,
        }),
        ["given"] = new JsonObject { ["options"] = Options(f.Options), ["train"] = Set(f.Train), ["sets"] = JsonText.List(f.Sets, Set) },
    };

    private static JsonObject Options(ReplicationOptions o) => new()
    {
        ["reference_sha256"] = o.ReferenceHash,
        ["train_warnings"] = JsonText.Texts(o.TrainWarnings),
        ["falsifications"] = JsonText.List(o.Falsifications, p => new JsonObject { ["set"] = p.Set, ["predictions"] = JsonText.Texts(p.Predictions.Select(q => q.ToString())) }),
        ["post_hoc"] = o.PostHoc,
        ["confidence"] = JsonText.Number(o.Confidence),
        ["permutations"] = o.Permutations,
        ["power_draws"] = o.PowerDraws,
        ["seed"] = o.Seed,
    };

    private static JsonObject Set(ReplicationSet s) => new()
    {
        ["name"] = s.Name,
        ["role"] = s.Role,
        ["lots"] = JsonText.List(s.Lots, l => new JsonObject { ["lot"] = l.Name, ["donor"] = l.Donor, ["tissue"] = l.Tissue, ["process"] = l.Process }),
        ["readouts"] = JsonText.List(s.Readouts, v => JsonText.Numbers(v)),
        ["fractions"] = JsonText.List(s.Fractions, v => JsonText.Numbers(v)),
        ["marker_high"] = JsonText.List(s.MarkerHigh, v => v is null ? null : JsonText.Numbers(v)),
    };
}
