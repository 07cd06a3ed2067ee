using System.Text;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The methods paragraph in Japanese: the same statements and numbers as <see cref="MethodsParagraph"/>.</summary>
internal static class MethodsJapanese
{
    public static string Text(DiscoveryResult result, string engineVersion)
    {
        DiscoverParameters p = result.Parameters;
        var text = new StringBuilder();
        text.Append($"{result.Map.Lots.Count}ロットの細胞をGpuCqa {engineVersion}(プリセット{p.Preset}、乱数シード{p.Seed})で解析した。");
        text.Append(Quality(result)).Append(Normalization(result)).Append(Alignment(result)).Append(Graph(p)).Append(StatisticsText.Japanese(result.Tests));
        if (result.Neighbourhoods is { } found)
            text.Append($"クラスターによらない方法として、共有近傍グラフ上の{found.Steps}歩の拡散により各細胞の周囲の各ロットの量を求め(covarying neighbourhood analysisと同様)、測定値を見ずに選んだ、ロット間の順位で他を代表する{NumberText.Count(found.Tested.Count)}近傍を同じ検定族でスピアマン順位相関により検定した。全近傍をまとめた検定は、主要成分数にわたる最小のF分布上側確率を統計量とし、p値は同じロットの並べ方による。");
        if (result.Tests.Stability is { } stability) text.Append(Stability(stability));
        if (result.Map.Markers.Count > 0 && result.Map.Modality != CellModality.Counts)
            text.Append("特徴量は、各クラスターとその他の全細胞とのWilcoxon順位和検定で順位付けた(ROC曲線下面積が0.5から0.1以上離れるもの)。クラスターは同じデータから定義されたため、このp値は記述的である。");
        else if (result.Map.Markers.Count > 0)
            text.Append($"マーカーは、各クラスターとその他の全細胞とのWilcoxon順位和検定で順位付けた(いずれかの群の{NumberText.Plain(Math.Round(100 * p.MarkerMinPct, 6))}%以上で検出、|log2変化量|{NumberText.Plain(p.MarkerMinLog2Fc)}以上)。クラスターは同じデータから定義されたため、このp値は記述的である。");
        if (result.Map.Programs is { } programs) text.Append(Programs(p, programs));
        return text.ToString();
    }

    private static string Stability(StabilityFindings found) =>
        $"クラスターは、クラスタリングの別のシード{found.Count(RefitKind.Seed)}個、各ロットの細胞の80%からなる部分標本{found.Count(RefitKind.Subsample)}個(全細胞の埋め込みで近傍・グラフ・クラスターを再計算)、{found.Count(RefitKind.Lot)}ロットを1つずつ除いた場合(遺伝子選択以降をすべて再計算)について再計算した。"
        + "各クラスターは、双方にある細胞での最大のJaccard指数により対応付けた(Hennig、clusterboot)。部分標本での平均が0.75未満、またはいずれかのロットを除いて0.60未満のクラスター、および対応クラスターのρの5%分位点が符号を失った関連は不安定とし、結果としなかった(検定の範囲には残した)。";

    private static string Programs(DiscoverParameters p, ClusterPrograms programs) =>
        $"さらに生カウントをロットとクラスターごとに合計し、各クラスターを同じロットの他の細胞と比較した(両側に{p.PseudobulkMinCells}細胞以上あるロット; 遺伝子はedgeRのfilterByExprの規則; ロット内TMM; 事前カウント2のlog2 CPM)。ロットを反復とし、差のロット平均をトレンドなしの経験ベイズ(limma)で緩和した分散で評価し、遺伝子全体でBenjamini-Hochberg補正した。これも記述的である。"
        + (programs.Libraries.Count == 0 ? "" : $"判定された遺伝子(FDR 5%)を、高いものと低いものに分けて{string.Join("、", programs.Libraries.Select(l => $"{l.Name}({NumberText.Count(l.Sets)}セット)"))}で調べた(検定遺伝子を背景とする超幾何検定; 検定遺伝子{p.GeneSetMinGenes}〜{p.GeneSetMaxGenes}個のセット; セット全体でBenjamini-Hochberg補正)。第二の検定として、セットごとに相関を推定するCAMERAの順位検定をロットについて行った。");

    private static string Quality(DiscoveryResult result)
    {
        DiscoverParameters p = result.Parameters;
        if (result.Map.Modality != CellModality.Counts) return Images(result);
        var rules = new List<string>();
        if (p.MinGenes is { } minGenes) rules.Add($"検出遺伝子数{minGenes}未満");
        if (p.MaxGenes is { } maxGenes) rules.Add($"検出遺伝子数{maxGenes}超");
        if (p.MinCounts is { } minCounts) rules.Add($"カウント数{NumberText.Plain(minCounts)}未満");
        if (p.MaxMitoPercent is { } maxMito) rules.Add($"ミトコンドリア比率{NumberText.Plain(maxMito)}%超");
        string given = rules.Count == 0 ? "" : $"{string.Join("、", rules)}の細胞を除いた。";
        string automatic = rules.Count == 4 ? "" : $"{(rules.Count == 0 ? "" : "その他の品質指標については、")}ロットの中央値から{NumberText.Plain(p.Mads)}MAD(中央絶対偏差)を超えて外れた細胞を除いた。";
        string genes = result.Map.Modality == CellModality.Counts ? "遺伝子" : "特徴量";
        return given + automatic
            + $"{NumberText.Count(result.Map.Lots.Sum(l => (long)l.CellsRead))}細胞のうち{NumberText.Count(result.Map.Cells.Count)}細胞と、全ロットに存在し{p.MinCells}細胞以上で検出された{NumberText.Count(result.Map.Join.Kept)}{genes}を用いた。どのフィルターも測定値を参照していない。";
    }

    private static string Images(DiscoveryResult result)
    {
        DiscoverParameters p = result.Parameters;
        string kept = $"{NumberText.Count(result.Map.Lots.Sum(l => (long)l.CellsRead))}細胞のうち{NumberText.Count(result.Map.Cells.Count)}細胞と、全ロットに存在する{NumberText.Count(result.Map.Join.Kept)}特徴量を用いた。";
        if (result.Map.Images is not { } images) return kept;
        string controls = p.Controls is ["all"] ? "プレートの全細胞" : string.Join("; ", p.Controls);
        return $"画像特徴量{NumberText.Count(images.Measured.Count)}個から、5%を超える細胞で欠けるもの、いずれかのプレートの対照にばらつきがないものを除き、|r|が{NumberText.Plain(p.MaxFeatureCorrelation ?? 1)}を超える特徴量は1つだけ残した。"
            + $"値はプレート({images.Plates.Count}枚)ごとに対照({controls})の中央値と1.4826×MADで尺度化した。特徴量の5分の1超が欠ける細胞と、面積の対数がロットの中央値から{NumberText.Plain(p.Mads)}MADを超えて外れた細胞を除いた。{kept}どのフィルターも測定値を参照していない。";
    }

    private static string Normalization(DiscoveryResult result)
    {
        DiscoverParameters p = result.Parameters;
        string start = result.Map.Modality == CellModality.Counts
            ? $"カウントは細胞あたり{NumberText.Count(p.ScaleFactor)}に揃えて対数変換(log1p)し、分散安定化(vst)で変動の大きい{NumberText.Count(result.Map.Pca.Genes.Length)}遺伝子を選び、単位分散に揃えて{NumberText.Plain(result.Map.Pca.Clip)}で打ち切った。"
            : $"{NumberText.Count(result.Map.Pca.Genes.Length)}特徴量を単位分散に揃えて{NumberText.Plain(result.Map.Pca.Clip)}で打ち切った。";
        return start + $"主成分{result.Map.Pca.StandardDeviations.Length}個をグラム行列の固有値分解で求め、上位{result.Map.Embedding.Columns}個を用いた。";
    }

    private static string Alignment(DiscoveryResult result)
    {
        AlignmentResult a = result.Map.Alignment;
        string measured = double.IsNaN(a.MixingBefore) ? "ロットの重なりは測定できなかった" : $"最も離れたロットと他ロットの重なりは、ロット内の{NumberText.Significant(a.MixingBefore, 3)}倍";
        string rule = a.Requested == "auto" ? $"、しきい値{NumberText.Plain(a.Threshold)}" : "、指定による";
        return a.Method == "none"
            ? $"ロット間の位置合わせは行わなかった({measured}{rule})。"
            : $"ロットをHarmonyで位置合わせした({a.Iterations}回反復; {measured}、処理後{NumberText.Significant(a.MixingAfter, 3)}倍{rule})。測定値は参照していない。";
    }

    private static string Graph(DiscoverParameters p) =>
        $"厳密な{p.Neighbors}近傍から共有近傍グラフを作り(Jaccard重み{NumberText.Significant(p.PruneSnn, 3)}未満は除去)、{(p.Algorithm == "louvain" ? "Louvain" : "Leiden")}法により解像度{string.Join("、", p.Resolutions.Select(NumberText.Plain))}で分割した。UMAP({p.LayoutNeighbors}近傍、最小距離{NumberText.Plain(p.LayoutMinDistance)})は表示にのみ用いた。";
}
