using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Comparisons;

/// <summary>The methods of a comparison as a paragraph ready to paste.</summary>
internal static class CompareMethods
{
    public static Said Text(CompareResult result, string version)
    {
        CompareParameters p = result.Parameters;
        ComparisonFindings f = result.Findings;
        string confidence = NumberText.Plain(Math.Round(100 * (1 - (2 * p.Alpha)), 6)), k = NumberText.Plain(p.RangeDeviations), share = NumberText.Plain(p.MethodShare), alpha = NumberText.Plain(p.Alpha);
        string form = p.Pair is { } pair ? $"differences of pairs by {pair} (incomplete pairs by a mixed model with Kenward-Roger degrees of freedom)" : p.Variance == "pooled" ? "differences of means with a pooled variance" : "differences of means by Welch";
        string formJa = p.Pair is { } pairJa ? $"{pairJa}による対の差(不完全な対は混合モデル、Kenward-Rogerの自由度)" : p.Variance == "pooled" ? "分散を併合した平均の差" : "Welchによる平均の差";
        string cells = f.Scan is not { } scan ? "" : $" The composition was compared on centred log-ratios (pseudocount 0.5) with the variance between lots, all states having to pass (intersection-union). Cells were compared in the embedding {scan.Source} by energy distance, MMD (Gaussian kernel, width {NumberText.Significant(scan.Bandwidth, 4)}), sliced Wasserstein-2 distance ({p.Directions} directions) and the shares of {scan.Places.Count} places, with lots of equal weight; {(scan.Exact ? $"all {NumberText.Count(scan.Labellings)} labellings" : $"{NumberText.Count(scan.Labellings)} labellings")} of lots were taken, and the smallest of the four p was tested over the same labellings.";
        string cellsJa = f.Scan is not { } scanJa ? "" : $"細胞組成は中心対数比(擬似カウント0.5)でロット間分散により比較し、全状態の合格を要した(交差-和検定)。細胞は埋め込み{scanJa.Source}においてエネルギー距離、MMD(ガウスカーネル、幅{NumberText.Significant(scanJa.Bandwidth, 4)})、スライスWasserstein-2距離({p.Directions}方向)、{scanJa.Places.Count}か所の割合により、ロットを等しく重み付けて比較した。ロットのラベルの入れ替え{NumberText.Count(scanJa.Labellings)}通り{(scanJa.Exact ? "(全通り)" : "")}を用い、4つのp値の最小値を同じ入れ替えで検定した。";
        return Say(
            $"Lots before ({p.Before}) and after ({p.After}) the change {p.Change} were compared with GpuCqa {version} (flow {f.FlowVersion}, seed {p.Seed}). Attributes of tier T1 were tested for equivalence by two one-sided tests at {alpha} ({confidence} % intervals) on {form}; margins are those of the attribute table with their justifications. Tier T2 was judged by the range mean ± {k} SD of the lots before, with tolerance (95/95) and prediction intervals. Methods were passed through a gate: variance components of a nested random model (ANOVA and REML), share of the method at most {share}, the control lot against its history, split lots.{cells} The stage follows from the attributes by precedence (method problem, critical difference, anything not shown, highly similar).",
            $"変更{p.Change}の前({p.Before})と後({p.After})のロットをGpuCqa {version}(判定フロー{f.FlowVersion}、乱数シード{p.Seed})で比較した。T1の特性は{formJa}について水準{alpha}の2つの片側検定({confidence}%区間)で同等性を検定し、許容差とその根拠は特性表による。T2は変更前ロットの平均±{k} SDの範囲で判定し、許容区間(95/95)と予測区間を併記した。試験方法は枝分かれ変量モデルの分散成分(ANOVA、REML)、試験方法の割合の上限{share}、管理試料の履歴、分割ロットの比較により確認した。{cellsJa}段階は、分析方法の問題、重要品質特性の差異、示されていないもの、類似性が高い、の優先順で定めた。");
    }
}
