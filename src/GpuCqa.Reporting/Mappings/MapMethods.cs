using System.Text;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Mappings;

/// <summary>The methods of a mapping as a paragraph ready to paste, in both languages.</summary>
internal static class MapMethods
{
    public static Said Text(MapResult result, string engineVersion) => Say(English(result, engineVersion), Japanese(result, engineVersion));

    private static string English(MapResult result, string version)
    {
        MapParameters p = result.Parameters;
        string method = p.Method == "symphony"
            ? $"by Symphony (compressed reference; labels by the {p.KVote} nearest reference cells, one lot at a time and independent of what else was mapped)"
            : $"by Seurat's anchors ({p.Reduction}, preset {p.Preset}; k.anchor {p.KAnchor}, k.filter {Filter(p)}, k.score {p.KScore}, k.weight {p.KWeight}; exact neighbours; each lot whole and by itself)";
        var text = new StringBuilder();
        text.Append($"{MapWords.Count(result.Lots.Count)} that took no part in the discovery were mapped with GpuCqa {version} onto a frozen reference of {MapWords.Count(result.Reference.Lots.Count)} (SHA-256 {result.Reference.Hash}) {method}. ");
        text.Append("Quality control followed the reference's rules on each lot's own cells; genes, moments, loadings, alignment and limits were those of the reference, and none of them saw a new lot. ");
        text.Append("A cell was refused when its score or margin was below, or its distance above, the limit of its label, each limit calibrated per cluster on train lots left out in turn; refused cells count in their lot and in no cluster. ");
        if (result.Replication.Hypotheses.Count > 0)
        {
            string level = string.Join(", ", result.Replication.Hypotheses.Select(h => NumberText.Plain(h.Alpha)).Distinct());
            text.Append($"The locked claims were tested in each set (one role and tissue) by the exact permutation test of Spearman's rho over lots, one-sided in the locked direction, level {level}; sets were combined by orders within sets (weights n - 1), tissues never pooled. ");
            if (result.Replication.Falsifications.Count > 0) text.Append("In sets where the claim was predicted to fail, the predictions were checked against the train lots by the exact rank-sum test over lots. ");
            if (result.MarkerHigh.FirstOrDefault(m => m is not null) is { } marker) text.Append($"Cells were called high in a key marker above the threshold fixed on the train lots, after binomial thinning of every lot to a median of {NumberText.Count(Math.Round(marker.Depth))} counts a cell (seed {p.Seed}). ");
            if (result.Replication.Exploratory) text.Append("The claims were named after the lots were seen: all tests are exploratory. ");
        }

        return text.ToString().TrimEnd();
    }

    private static string Japanese(MapResult result, string version)
    {
        MapParameters p = result.Parameters;
        string method = p.Method == "symphony"
            ? $"Symphony(圧縮参照、最近傍{p.KVote}細胞の投票、1ロットずつ独立)"
            : $"Seuratのアンカー({p.Reduction}、プリセット{p.Preset}、k.anchor {p.KAnchor}、k.filter {Filter(p)}、k.score {p.KScore}、k.weight {p.KWeight}、厳密な近傍、ロットごとに全細胞)";
        var text = new StringBuilder();
        text.Append($"探索に用いていない{result.Lots.Count}ロットを、GpuCqa {version}により{result.Reference.Lots.Count}ロットの固定された参照(SHA-256 {result.Reference.Hash})へ{method}で写像した。");
        text.Append("品質管理は参照の規則を各ロット自身の細胞に適用し、遺伝子、平均と分散、負荷量、位置合わせ、判定限界は参照のものを用いた(いずれも新しいロットを参照していない)。");
        text.Append("スコアまたは差がラベルの限界を下回るか、距離が限界を上回る細胞はラベルを与えなかった。限界は学習ロットを1つずつ除いてクラスターごとに較正した。ラベルのない細胞はロットの細胞数に含め、どのクラスターにも含めない。");
        if (result.Replication.Hypotheses.Count > 0)
        {
            string level = string.Join("、", result.Replication.Hypotheses.Select(h => NumberText.Plain(h.Alpha)).Distinct());
            text.Append($"固定した主張は、セット(役割と組織)ごとに、固定した向きの片側のスピアマンのρの正確並べ替え検定(単位はロット、水準{level})で検定した。セットの統合はセット内の並べ替えのみ(重みn−1)で行い、組織をまとめた相関は求めない。");
            if (result.Replication.Falsifications.Count > 0) text.Append("主張が成り立たないと予測したセットでは、その予測を学習ロットとの正確順位和検定(単位はロット)で確かめた。");
            if (result.MarkerHigh.FirstOrDefault(m => m is not null) is { } marker) text.Append($"鍵マーカーの高発現細胞は、全ロットを細胞あたり中央値{NumberText.Count(Math.Round(marker.Depth))}カウントに二項抽出で間引いた後(シード{p.Seed})、学習ロットで固定した閾値により判定した。");
            if (result.Replication.Exploratory) text.Append("主張はロットを見た後に定められたため、検定はすべて探索的である。");
        }

        return text.ToString();
    }

    private static string Filter(MapParameters p) => p.KFilter switch { null => p.Preset == "seurat-v5" ? "none" : "200", 0 => "none", { } k => NumberText.Count(k) };
}
