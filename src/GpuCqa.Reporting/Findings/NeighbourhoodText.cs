using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>What neighbourhoods show without clusters, in words.</summary>
internal static class NeighbourhoodText
{
    /// <summary>Share of a region that a cluster holds from which it is named.</summary>
    private const double Named = 0.1;

    /// <summary>Whether clusters are not in the family.</summary>
    public static bool Alone(AssociationFindings tests) => tests.Parameters is DiscoverParameters { Route: DiscoverParameters.Neighbourhoods };

    /// <summary>Whether some neighbourhood passes.</summary>
    public static bool Reaches(AnalysisResult result) => result is DiscoveryResult { Neighbourhoods: { } found } && found.Readouts.Any(r => r.Passing > 0);

    /// <summary>The finding in a few words, as a title.</summary>
    public static Said Headline(NeighbourhoodFindings found)
    {
        string passing = string.Join(", ", found.Readouts.Where(r => r.Passing > 0).Select(r => r.Readout)), all = string.Join(", ", found.Readouts.Select(r => r.Readout));
        return passing.Length > 0
            ? Say($"A region of cells, found without clusters, goes with {passing}", $"クラスターによらない細胞領域が{passing}と連動")
            : Say($"No neighbourhood of cells is shown to go with {all}", $"{all}との関連が示された細胞近傍はありません");
    }

    /// <summary>What is shown for every readout.</summary>
    public static Said Sentence(DiscoveryResult result)
    {
        Said[] each = [.. result.Neighbourhoods!.Readouts.Select(r => Sentence(result, r))];
        return Say(string.Join(" ", each.Select(s => s.En)), string.Join("", each.Select(s => s.Ja)));
    }

    /// <summary>What is shown for one readout.</summary>
    public static Said Sentence(DiscoveryResult result, NeighbourhoodAssociation found)
    {
        string tested = NumberText.Count(found.Tests.Count), level = NumberText.Plain(result.Parameters.Alpha);
        Said whole = Whole(result, found.Global);
        if (found.Best < 0)
            return Say($"Without clusters, no neighbourhood could be tested against {found.Readout}: each is nearly all of one or two lots, or a side is constant.{whole.En}", $"クラスターによらない方法では、{found.Readout}に対して検定できる近傍がありません(いずれも1~2ロットのみ、または一方が一定)。{whole.Ja}");
        NeighbourhoodTest best = found.Tests[found.Best];
        Said certainty = Certainty(result, best);
        if (found.Passing == 0)
        {
            return Say($"Without clusters, none of {tested} tested neighbourhoods of cells is shown to go with {found.Readout} at the family-wise level {level}: the best has {certainty.En}.{whole.En}",
                $"クラスターによらない方法では、検定した{tested}近傍のうちファミリーワイズ有意水準{level}で{found.Readout}との関連が示されたものはありません(最上位は{certainty.Ja})。{whole.Ja}");
        }

        string passing = NumberText.Count(found.Passing);
        Said regions = Regions(result, found);
        return Say($"Without clusters, {passing} of {tested} tested neighbourhoods of cells {(found.Passing == 1 ? "goes" : "go")} with {found.Readout} at the family-wise level {level}; the best has {certainty.En}.{regions.En}{whole.En}",
            $"クラスターによらない方法では、検定した{tested}近傍のうち{passing}近傍がファミリーワイズ有意水準{level}で{found.Readout}と連動します(最上位は{certainty.Ja})。{regions.Ja}{whole.Ja}");
    }

    /// <summary>Where the cells of a region lie among the clusters.</summary>
    public static Said Agreement(DiscoveryResult result, IReadOnlyList<NeighbourhoodOverlap> overlaps)
    {
        if (NeighbourhoodOverlap.Closest(overlaps) is not { } closest) return "";
        var names = new StateNames(result.Tests.Partitions);
        Said name = names.Of(closest.State).At;
        string jaccard = NumberText.Index(closest.Jaccard);
        if (closest.Jaccard >= CandidateSelection.SameCells) return Say($"most like them is {name.En} (Jaccard {jaccard})", $"最も近いのは{name.Ja}(Jaccard {jaccard})");
        NeighbourhoodOverlap[] holders = [.. overlaps.Where(o => o.State.Partition == closest.State.Partition && o.OfRegion >= Named)];
        string held = string.Join(", ", holders.Select(o => $"{names.Of(o.State).Short.En} ({NumberText.Percent(o.OfRegion)})")), heldJa = string.Join("、", holders.Select(o => $"{names.Of(o.State).Short.Ja}({NumberText.Percent(o.OfRegion)})"));
        string resolution = NumberText.Plain(result.Map.Clusterings[closest.State.Partition].Resolution);
        return Say($"no cluster holds the same cells (closest: {name.En}, Jaccard {jaccard}); at resolution {resolution} they lie in {held}", $"同じ細胞からなるクラスターはありません(最も近いのは{name.Ja}、Jaccard {jaccard})。解像度{resolution}では{heldJa}に含まれます");
    }

    private static Said Regions(DiscoveryResult result, NeighbourhoodAssociation found)
    {
        var english = new List<string>();
        var japanese = new List<string>();
        foreach (int sign in new[] { 1, -1 })
        {
            int cells = sign > 0 ? found.Expanded : found.Depleted;
            if (cells == 0) continue;
            string count = NumberText.Count(cells), all = NumberText.Count(result.Map.Cells.Count), share = NumberText.Percent((double)cells / result.Map.Cells.Count);
            Said agreement = Agreement(result, NeighbourhoodOverlap.Of(result.Map.Clusterings, found.Region, sign));
            english.Add($" {count} of {all} cells ({share}) {(sign > 0 ? "rise" : "fall")} with it: {agreement.En}.");
            japanese.Add($"全{all}細胞のうち{count}細胞({share})が{found.Readout}とともに{(sign > 0 ? "増加" : "減少")}します。{agreement.Ja}。");
        }

        return Say(string.Concat(english), string.Concat(japanese));
    }

    private static Said Certainty(DiscoveryResult result, NeighbourhoodTest best)
    {
        bool exact = result.Tests.Design.Exact;
        string family = NumberText.Count(Finding.Of(result.Tests).Corrected), rho = NumberText.Rho(best.Rho), p = NumberText.P(best.P), corrected = NumberText.P(best.PFamily);
        return Say($"Spearman rho {rho}, {(exact ? "exact" : "Monte Carlo")} p {p}, family-wise p {corrected} over {family} tests", $"ρ = {rho}、{(exact ? "正確な" : "モンテカルロ")}p値 {p}、{family}件の検定全体で補正したp値 {corrected}");
    }

    private static Said Whole(DiscoveryResult result, GlobalTest test)
    {
        if (double.IsNaN(test.P)) return "";
        string p = NumberText.P(test.P), explained = NumberText.Percent(test.RSquared), count = NumberText.Count(test.Components);
        string several = result.Parameters.Readouts.Count > 1 ? ", not corrected for the number of readouts" : "", severalJa = result.Parameters.Readouts.Count > 1 ? "、測定値の数による補正なし" : "";
        return Say($" All neighbourhoods together: global p {p} ({(test.Components == 1 ? "the first component" : $"the first {count} components")} of the lots' abundance {(test.Components == 1 ? "explains" : "explain")} {explained} of it{several}).",
            $"全近傍をまとめた検定: p = {p}(ロットの第{(test.Components == 1 ? "1" : $"1~{count}")}主成分が{explained}を説明{severalJa})。");
    }
}
