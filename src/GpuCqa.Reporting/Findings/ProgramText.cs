using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>What the found cluster expresses, with the lots as replicates, in a sentence; the report, summary.json and the terminal say the same.</summary>
public static class ProgramText
{
    private const int MostGenes = 5, MostSets = 3;

    /// <summary>The sentence about the cluster of the finding; null without one, or where gene sets were not asked for.</summary>
    public static string? Sentence(AnalysisResult result) =>
        result is IAssociationResult tested && result is IPopulationResult { Map.Programs: { Libraries.Count: > 0 } programs } cells && Finding.Of(tested.Tests).Best is { } best
            ? Of(programs, cells.Map.Clusterings[best.State.Partition].Resolution, best.State.Index)?.En : null;

    /// <summary>The sentence about a cluster; null where nothing was compared.</summary>
    internal static Said? Of(ClusterPrograms programs, double resolution, int cluster)
    {
        if (programs.TestOf(resolution, cluster) is not { Genes: > 0 } test) return null;
        string name = $"{cluster} (resolution {NumberText.Plain(resolution)})", japanese = $"{cluster}(解像度{NumberText.Plain(resolution)})";
        LotMarker[] higher = [.. programs.Markers.Where(m => m.Resolution == resolution && m.Cluster == cluster && m.Log2Fc > 0 && m.Called).Take(MostGenes)];
        string genes = string.Join(", ", higher.Select(m => m.Name)), lots = NumberText.Count(test.Lots.Count), up = NumberText.Count(test.Up), down = NumberText.Count(test.Down);
        Said text = Say(
            $"Over {lots} lots, cluster {name} has {up} genes higher and {down} lower than the lots' other cells (FDR 5%{(higher.Length > 0 ? $"; {genes} leading" : "")}).",
            $"{lots}ロットを通じて、クラスター{japanese}では他の細胞と比べて{up}遺伝子が高く、{down}遺伝子が低い(FDR 5%{(higher.Length > 0 ? $"; 上位は{genes}" : "")})。");
        foreach (bool direction in (bool[])[true, false])
        {
            if (programs.Libraries.Count == 0) break;
            GeneSetTest[] sets = [.. Leading(programs, resolution, cluster, direction).Where(s => s.PAdjusted <= ClusterPrograms.DiscoveryRate).Take(MostSets)];
            string named = string.Join(", ", sets.Select(s => $"{s.Set} ({s.Overlap} of {s.Size} genes, FDR {NumberText.P(s.PAdjusted)})")), japaneseNamed = string.Join("、", sets.Select(s => $"{s.Set}({s.Size}遺伝子中{s.Overlap}、FDR {NumberText.P(s.PAdjusted)})"));
            bool few = (direction ? test.Up : test.Down) <= ShortList;
            string english = direction ? "Higher" : "Lower", word = direction ? "高い" : "低い";
            text = new Said(
                $"{text.En} {english} gene sets: {(sets.Length == 0 ? "none at FDR 5%" : named)}{(few ? ", of a list too short for over-representation" : "")}.",
                $"{text.Ja}{word}遺伝子セット: {(sets.Length == 0 ? "FDR 5%で該当なし" : japaneseNamed)}{(few ? "(リストが短すぎて過剰代表解析には不向き)" : "")}。");
        }

        return new Said($"{text.En} Descriptive: the clusters were defined on the same data.", $"{text.Ja}記述的な結果です: クラスターは同じデータから定義されました。");
    }

    /// <summary>Lists of so many called genes, or fewer, are too short for over-representation.</summary>
    internal const int ShortList = 20;

    /// <summary>The sets of a direction of a cluster, by p.</summary>
    internal static IEnumerable<GeneSetTest> Leading(ClusterPrograms programs, double resolution, int cluster, bool up) =>
        programs.GeneSets.Where(s => s.Resolution == resolution && s.Cluster == cluster && s.Up == up && s.Overlap > 0).OrderBy(s => s.PAdjusted).ThenBy(s => s.P);
}
