using GpuCqa.Analysis.Pseudobulk;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.GeneSets;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.GeneSets;

/// <summary>The gene sets that a cluster's higher and lower genes fall into.</summary>
/// <remarks>
/// Over-representation: the called genes of a direction against the tested genes of the cluster as background, hypergeometric, adjusted over the tested sets of the library. Beside it, as
/// a second opinion that needs no list, the competitive rank test over lots. Sets are listed that are significant by one of them, and the leading ones in any case.
/// </remarks>
internal static class GeneSetSearch
{
    /// <summary>Lists of so many called genes, or fewer, are too short for over-representation to say much.</summary>
    public const int ShortList = 20;

    private const int LeadingSets = 10, NamedGenes = 20;

    /// <summary>Tests the sets of a library in a cluster.</summary>
    public static IEnumerable<GeneSetTest> Run(GeneSetMatch match, PseudobulkComparison comparison, GeneCalls calls, FeatureTable genes, double resolution, int cluster)
    {
        int background = comparison.Genes.Length, lots = comparison.Lots;
        int[] place = new int[genes.Count];
        Array.Fill(place, -1);
        for (int g = 0; g < background; g++) place[comparison.Genes[g]] = g;
        var sets = new List<(GeneSet Set, int[] Genes)>();
        for (int s = 0; s < match.Members.Count; s++)
        {
            int[] tested = [.. match.Members[s].Select(g => place[g]).Where(g => g >= 0)];
            if (tested.Length >= match.MinGenes && tested.Length <= match.MaxGenes && tested.Length < background) sets.Add((match.Source.Sets[s], tested));
        }

        if (sets.Count == 0) return [];
        var ranks = new CompetitiveRankTest(comparison);
        CompetitiveRank[] second = [.. sets.Select(s => ranks.Of(s.Genes))];
        double[] secondAdjusted = MultipleTesting.BenjaminiHochberg([.. second.Select(r => r.P)]);
        double[] overall = LotMeans(comparison, [.. Enumerable.Range(0, background)]);
        return [.. Direction(true), .. Direction(false)];

        IEnumerable<GeneSetTest> Direction(bool up)
        {
            int called = up ? calls.Up : calls.Down;
            int[] order = up ? calls.Higher : calls.Lower;
            bool[] chosen = new bool[background];
            for (int i = 0; i < called; i++) chosen[order[i]] = true;
            OverRepresentation[] first = [.. sets.Select(s => OverRepresentation.Of(s.Genes, chosen, called))];
            double[] adjusted = MultipleTesting.BenjaminiHochberg([.. first.Select(f => f.P)]);
            int[] byList = [.. Enumerable.Range(0, sets.Count).OrderBy(s => first[s].P).ThenByDescending(s => first[s].Overlap)];
            int[] byRank = [.. Enumerable.Range(0, sets.Count).Where(s => second[s].Up == up).OrderBy(s => second[s].P)];
            var leading = byList.Where(s => first[s].Overlap > 0).Take(LeadingSets).Concat(byRank.Take(LeadingSets)).ToHashSet();
            int[] listed = [.. byList.Where(s => leading.Contains(s) || (first[s].Overlap > 0 && adjusted[s] <= ClusterPrograms.DiscoveryRate) || (second[s].Up == up && secondAdjusted[s] <= ClusterPrograms.DiscoveryRate))];
            var strength = new int[background];
            for (int i = 0; i < order.Length; i++) strength[order[i]] = i;
            foreach (int s in listed)
            {
                (GeneSet set, int[] tested) = sets[s];
                double[] means = LotMeans(comparison, tested);
                int agreeing = means.Where((m, l) => up ? m > overall[l] : m < overall[l]).Count();
                string[] named = [.. tested.Where(g => chosen[g]).OrderBy(g => strength[g]).Take(NamedGenes).Select(g => genes.Names[comparison.Genes[g]])];
                yield return new GeneSetTest(
                    resolution, cluster, match.Source.Name, set.Name, set.Description, up, first[s].Size, first[s].Overlap, first[s].Expected, first[s].P, adjusted[s], called, background, sets.Count, called <= ShortList,
                    second[s].Up, second[s].P, secondAdjusted[s], second[s].Correlation, lots, agreeing, named);
            }
        }
    }

    private static double[] LotMeans(PseudobulkComparison comparison, int[] genes)
    {
        double[] means = new double[comparison.Lots];
        foreach (int g in genes)
        {
            for (int l = 0; l < means.Length; l++) means[l] += comparison.Differences[(g * comparison.Lots) + l] / genes.Length;
        }

        return means;
    }
}
