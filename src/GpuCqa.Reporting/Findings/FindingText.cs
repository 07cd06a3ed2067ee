using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The finding in words; the report, summary.json and the terminal say the same.</summary>
public static class FindingText
{
    /// <summary>The finding with its certainty, in one sentence (two when nothing reaches the level).</summary>
    public static string Sentence(DiscoveryResult result)
    {
        Finding finding = Finding.Of(result);
        string readouts = Readouts(result);
        if (finding.Best is not { } best)
        {
            return finding.FamilySize == 0
                ? $"No association was tested: the cells form no cluster to set against {readouts}."
                : $"No association could be estimated: in {(finding.FamilySize == 1 ? "the only test" : $"all {Tests(finding.FamilySize)}")} the fraction or the readout ({string.Join(", ", result.Parameters.Readouts)}) does not vary over the {result.Tests.Design.Lots} lots.";
        }

        string rho = $"Spearman rho {NumberText.Rho(best.Rho)} ({Interval(result, best)})";
        string certainty = $"{PName(result)} {NumberText.P(best.P)}, family-wise p {NumberText.P(best.PFamily)} over {Tests(finding.FamilySize)}";
        int cells = result.Map.Cells.Count;
        if (finding.ReachesAlpha)
        {
            return $"The share of cluster {best.State.Index} (resolution {NumberText.Plain(result.Tests.Partitions[best.State.Partition].Resolution)}) {(best.Rho > 0 ? "rises" : "falls")} with {best.Readout} across {best.Lots} lots: "
                + $"{rho}, {certainty}; the cluster holds {NumberText.Count(best.Cells!.Value)} of {NumberText.Count(cells)} cells ({NumberText.Percent((double)best.Cells.Value / cells)}).";
        }

        return $"No cluster's share is shown to go with {readouts} at the family-wise level {NumberText.Plain(result.Parameters.Alpha)}: "
            + $"the best of {Tests(finding.FamilySize)}, cluster {best.State.Index} at resolution {NumberText.Plain(result.Tests.Partitions[best.State.Partition].Resolution)} against {best.Readout}, has {rho}, {certainty} "
            + $"({best.Lots} lots, {NumberText.Count(cells)} cells). Not significant is not equivalent: a relation may exist that these lots cannot show.";
    }

    /// <summary>The finding in a few words, as a title.</summary>
    public static string Headline(DiscoveryResult result)
    {
        Finding finding = Finding.Of(result);
        return finding switch
        {
            { Best: null } => "No association could be tested",
            { ReachesAlpha: true, Best: { } best } => $"Cluster {best.State.Index} goes with {best.Readout}",
            _ when !result.Tests.Design.CanReachAlpha => $"This design cannot show which cluster goes with {Readouts(result)}",
            _ => $"No cluster is shown to go with {Readouts(result)}",
        };
    }

    /// <summary>What the finding does not say, one statement an entry.</summary>
    public static IReadOnlyList<string> Caveats(DiscoveryResult result)
    {
        Finding finding = Finding.Of(result);
        var caveats = new List<string>
        {
            "Association is not cause: the cluster may carry the readout, or only vary with what does. Other lots, or an experiment, must tell.",
            "Fractions are p(cluster | lot): the share of a lot's cells that belong to the cluster. Shares sum to 1, so when one cluster grows others shrink.",
            "The lot is the replicate. More cells make a lot's share more certain, they do not add lots.",
        };
        if (finding.Estimable > 1)
            caveats.Add($"The rho of the best of {Tests(finding.FamilySize)} is likely too large, because it was chosen for being large. The family-wise p allows for the choice; rho and its interval do not.");
        caveats.Add("Markers are descriptive: the clusters were made from the same cells, so marker p-values rank genes and test nothing.");
        caveats.Add("Areas, distances and densities of a UMAP are not quantitative; fractions and intervals are.");
        if (!finding.ReachesAlpha) caveats.Add("Not significant is not equivalent: absence of a finding is no evidence that lots are alike.");
        return caveats;
    }

    /// <summary>The readouts as a list in words.</summary>
    internal static string Readouts(DiscoveryResult result) => result.Parameters.Readouts.Count switch
    {
        0 => "a readout",
        1 => result.Parameters.Readouts[0],
        2 => $"{result.Parameters.Readouts[0]} or {result.Parameters.Readouts[1]}",
        _ => $"any of {result.Parameters.Readouts.Count} readouts ({string.Join(", ", result.Parameters.Readouts)})",
    };

    /// <summary>"exact p", or what stands for it above the largest enumerated number of lots.</summary>
    internal static string PName(DiscoveryResult result) =>
        result.Tests.Design.Exact ? "exact p" : $"Monte Carlo p ({NumberText.Count(result.Tests.Design.Permutations)} random orders)";

    /// <summary>The interval of rho in words.</summary>
    internal static string Interval(DiscoveryResult result, Association association)
    {
        string confidence = NumberText.Plain(Math.Round(100 * result.Parameters.Confidence, 6)) + "%";
        return double.IsNaN(association.IntervalLow) || double.IsNaN(association.IntervalHigh)
            ? $"{confidence} interval not defined"
            : $"{confidence} interval {NumberText.Rho(association.IntervalLow)} to {NumberText.Rho(association.IntervalHigh)}";
    }

    /// <summary>A number of tests in words.</summary>
    internal static string Tests(int count) => count == 1 ? "1 test" : $"{NumberText.Count(count)} tests";
}
