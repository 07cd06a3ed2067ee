using System.Globalization;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Texts;
using GpuCqa.Pipelines.References;
using GpuCqa.Reporting.Findings;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>A reference in a few lines for people.</summary>
internal static class ReferenceText
{
    private const int ShownLots = 12;

    public static IEnumerable<(string Title, string Value)> Lines(ReferenceRecord record, IReadOnlyList<LotResult> lots)
    {
        yield return ("reference", record.Hash);
        yield return ("format", string.Create(CultureInfo.InvariantCulture, $"{record.Format}, {Counted.Of(record.Files.Count + 1, "file")}, {record.Files.Sum(f => f.Bytes) / 1e6:0.0} MB"));
        yield return ("lots", $"{lots.Count}: {Counted.List([.. lots.Select(l => l.Name)], ShownLots)}");
        if (lots.Select(l => l.Tissue).OfType<string>().Distinct().ToArray() is { Length: > 0 } tissues) yield return ("tissue", Counted.List(tissues));
        yield return ("cells", NumberText.Count(record.Cells));
        yield return (record.Modality == CellModality.Counts ? "genes" : "features", $"{NumberText.Count(record.Genes)} kept, {NumberText.Count(record.SelectedGenes)} in the model, values of {NumberText.Count(record.StoredGenes)} stored");
        yield return ("components", $"{record.Components}, neighbours in {record.Dimensions}");
        yield return ("alignment", $"{record.Alignment.Method}{(double.IsNaN(record.Alignment.MixingAfter) ? "" : $", lot mixing {NumberText.Index(record.Alignment.MixingAfter)}")}");
        foreach (ClusteringRecord clustering in record.Clusterings) yield return ("clustering", $"{clustering.Algorithm}, resolution {NumberText.Plain(clustering.Resolution)}: {Counted.Of(clustering.Clusters, "cluster")}");
        if (record.Hypotheses.Count == 0) yield return ("claim", "none: no association could be estimated");
        foreach (LockedHypothesis hypothesis in record.Hypotheses) yield return ("claim " + hypothesis.Id, Claim(hypothesis, record.Warnings.Count > 0));
        foreach (string line in Rates(record)) yield return ("calibration", line);
        foreach (string warning in record.Warnings) yield return ("warning", warning);
    }

    private static string Claim(LockedHypothesis h, bool warned)
    {
        string direction = h.Direction > 0 ? "rises" : "falls";
        string marker = h.Marker is { } m ? $"; key marker {m.Name} ({m.Chosen}), high above {NumberText.Significant(m.Threshold, 3)}" : "";
        string flags = h.Flags.Count > 0 ? $"; flags {string.Join(", ", h.Flags)}" : "";
        return $"{h.Readout} {direction} with the share of cluster {h.Cluster} at resolution {NumberText.Plain(h.Resolution)}: rho {NumberText.Rho(h.TrainRho)} over {Counted.Of(h.TrainLots, "train lot")}, "
            + $"family-wise p {NumberText.P(h.TrainPFamily)}{(double.IsNaN(h.Stability) ? "" : $", stability {NumberText.Index(h.Stability)}")}{marker}{flags}; {(!h.Established ? "not established" : warned ? "not shown as established, because the warnings below undermine it," : "established")} at alpha {NumberText.Plain(h.Alpha)}; to be tested by {h.Test}";
    }

    private static IEnumerable<string> Rates(ReferenceRecord record)
    {
        if (record.Calibration.Limits.Count == 0) yield return "none: no limits of being in the reference, no error rates";
        foreach (IGrouping<int, ClassLimits> limits in record.Calibration.Limits.GroupBy(l => l.Resolution))
        {
            string of((string Name, Func<ClassLimits, double> Rate) what)
            {
                ClassLimits[] known = [.. limits.Where(l => !double.IsNaN(what.Rate(l)))];
                if (known.Length == 0) return $"{what.Name} not known";
                ClassLimits worst = known.MaxBy(what.Rate)!;
                long cells = known.Sum(l => (long)l.Cells);
                double mean = cells > 0 ? known.Sum(l => what.Rate(l) * l.Cells) / cells : known.Average(what.Rate);
                return $"{what.Name} {NumberText.Percent(mean)} (most {NumberText.Percent(what.Rate(worst))}, cluster {worst.Cluster})";
            }

            yield return $"{record.Calibration.Method}, resolution {NumberText.Plain(record.Clusterings[limits.Key].Resolution)}, train lots left out in turn: {of(("false refusal", l => l.FalseRefusal))}, {of(("false acceptance", l => l.FalseAcceptance))}";
        }
    }
}
