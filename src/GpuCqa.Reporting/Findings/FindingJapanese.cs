using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The finding in Japanese: the same statements with the same numbers as <see cref="FindingText"/>.</summary>
internal static class FindingJapanese
{
    public static string Sentence(DiscoveryResult result)
    {
        Finding finding = Finding.Of(result);
        string readouts = Readouts(result);
        if (finding.Best is not { } best)
        {
            return finding.FamilySize == 0
                ? $"検定は行われませんでした: {readouts}と比べるクラスターがありません。"
                : $"関連を推定できませんでした: {NumberText.Count(finding.FamilySize)}件の検定すべてで、{result.Design.Lots}ロットの割合または測定値({string.Join("、", result.Parameters.Readouts)})が一定です。";
        }

        string rho = $"スピアマンのρ = {NumberText.Rho(best.Rho)}({Interval(result, best)})";
        string certainty = $"{PName(result)} {NumberText.P(best.P)}、{NumberText.Count(finding.FamilySize)}件の検定全体で補正したp値(ファミリーワイズ) {NumberText.P(best.PFamily)}";
        int cells = result.Cells.Count;
        if (finding.ReachesAlpha)
        {
            return $"{best.Lots}ロットにわたり、クラスター{best.Cluster}(解像度{NumberText.Plain(best.Resolution)})の割合が高いロットほど{best.Readout}が{(best.Rho > 0 ? "高く" : "低く")}なります: "
                + $"{rho}、{certainty}。このクラスターは全{NumberText.Count(cells)}細胞のうち{NumberText.Count(best.Cells)}細胞({NumberText.Percent((double)best.Cells / cells)})です。";
        }

        return $"ファミリーワイズ有意水準{NumberText.Plain(result.Parameters.Alpha)}で{readouts}との関連が示されたクラスターはありません。{NumberText.Count(finding.FamilySize)}件の検定で最上位は解像度{NumberText.Plain(best.Resolution)}のクラスター{best.Cluster}と{best.Readout}で、"
            + $"{rho}、{certainty}です({best.Lots}ロット、{NumberText.Count(cells)}細胞)。有意でないことは同等であることを意味しません: これらのロットでは示せない関連がありうるからです。";
    }

    public static string Headline(DiscoveryResult result)
    {
        Finding finding = Finding.Of(result);
        return finding switch
        {
            { Best: null } => "関連を検定できませんでした",
            { ReachesAlpha: true, Best: { } best } => $"クラスター{best.Cluster}の割合は{best.Readout}と連動します",
            _ when !result.Design.CanReachAlpha => $"この設計では、どのクラスターが{Readouts(result)}と連動するかを示せません",
            _ => $"{Readouts(result)}と連動するクラスターは示されませんでした",
        };
    }

    public static IReadOnlyList<string> Caveats(DiscoveryResult result)
    {
        Finding finding = Finding.Of(result);
        var caveats = new List<string>
        {
            "関連は因果ではありません: このクラスターが測定値を担うのか、担うものと一緒に変動するだけなのかは、別のロットまたは実験で確かめる必要があります。",
            "割合は p(クラスター | ロット)、すなわち各ロットの細胞のうちそのクラスターに属する割合です。合計は1なので、あるクラスターが増えれば他は減ります。",
            "反復の単位はロットです。細胞を増やすとロットの割合は正確になりますが、ロット数は増えません。",
        };
        if (finding.Estimable > 1)
            caveats.Add($"{NumberText.Count(finding.FamilySize)}件の検定から最大のものを選んだため、最上位のρは大きめに出やすい値です。ファミリーワイズp値はこの選択を考慮しますが、ρとその区間は考慮しません。");
        caveats.Add("マーカーは記述的なものです: クラスターは同じ細胞から作られたため、マーカーのp値は遺伝子を順位付けるだけで、何も検定しません。");
        caveats.Add("UMAP上の面積・距離・密度は定量的ではありません。定量的なのは割合とその区間です。");
        if (!finding.ReachesAlpha) caveats.Add("有意でないことは同等であることを意味しません: 発見がないことは、ロットが似ている証拠にはなりません。");
        return caveats;
    }

    /// <summary>What the design can show; the numbers of the engine's own sentence.</summary>
    public static string Design(DiscoveryResult result)
    {
        DesignStatement d = result.Design;
        string evaluated = d.Exact ? "すべてを評価しました" : $"そのうち{NumberText.Count(d.Permutations)}通りを無作為に抽出しました";
        string verdict = d.CanReachAlpha
            ? $"単独のクラスターなら有意水準{NumberText.Plain(result.Parameters.Alpha)}に届きます。検定全体の補正にはさらに強い関連が必要です。"
            : $"有意水準{NumberText.Plain(result.Parameters.Alpha)}を上回ります: この設計では、細胞が何を示しても有意になりません。ロットを追加してください。";
        return $"{d.Lots}ロットの並べ方は{NumberText.Count(d.Orders)}通りで、{evaluated}。1つのクラスターが到達しうる最小の両側p値は{NumberText.P(d.SmallestP)}で、{verdict}";
    }

    public static string Flag(string flag) => flag switch
    {
        "NOT_ESTIMABLE" => "相関を推定できません(片方が一定)",
        "LOT_SPECIFIC" => "細胞の半数以上が1つのロットに由来します",
        "RARE" => "5分の1を超えるロットで細胞がごく少数です",
        "SIGN_DISAGREES" => "中心対数比では符号が逆になります",
        "FEW_LOTS" => "ロットが少なく、区間は目安です",
        _ => flag,
    };

    internal static string Readouts(DiscoveryResult result) => result.Parameters.Readouts.Count switch
    {
        0 => "測定値",
        1 => result.Parameters.Readouts[0],
        _ => $"{string.Join("、", result.Parameters.Readouts)}のいずれか",
    };

    private static string PName(DiscoveryResult result) => result.Design.Exact ? "正確なp値" : $"モンテカルロp値({NumberText.Count(result.Design.Permutations)}通りの無作為な並べ方)";

    private static string Interval(DiscoveryResult result, Association association)
    {
        string confidence = NumberText.Plain(Math.Round(100 * result.Parameters.Confidence, 6)) + "%";
        return double.IsNaN(association.IntervalLow) || double.IsNaN(association.IntervalHigh) ? $"{confidence}区間は定義されません" : $"{confidence}区間 {NumberText.Rho(association.IntervalLow)}~{NumberText.Rho(association.IntervalHigh)}";
    }
}
