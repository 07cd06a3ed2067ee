using System.Globalization;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>What a perturbation experiment says, in words.</summary>
public static class PerturbationText
{
    /// <summary>A table for a terminal: one line a gene.</summary>
    public static string Of(PerturbationResult result)
    {
        var lines = new List<string> { "gene\tcode\treadout of control\tp family\tlots\tviability\treason" };
        lines.AddRange(result.Genes.Select(g => string.Join('\t', g.Gene, g.CodeText, Percent(g.Test.Mean), NumberText.P(g.FamilyP), g.Lots.ToString(CultureInfo.InvariantCulture), double.IsNaN(g.LogViability) ? "" : Percent(g.LogViability), string.Join("; ", g.Reasons))));
        return string.Join('\n', lines) + "\n";
    }

    internal static GeneEffect[] Coded(PerturbationResult result, EvidenceCode code) => [.. result.Genes.Where(g => !g.IsPositiveControl && g.Code == code)];

    internal static string Percent(double log) => double.IsNaN(log) ? "" : $"{NumberText.Significant(100 * Math.Exp(log), 3)}%";

    internal static Said Headline(PerturbationResult result)
    {
        string[] up = [.. Coded(result, EvidenceCode.Effect).Select(g => g.Gene)];
        string readout = result.Parameters.Readout;
        if (!result.ControlWorked) return Say("The positive control failed: nothing is told", "陽性対照が機能せず、何も言えません");
        if (up.Length == 0) return Say($"No knock-down is shown to move {readout}", $"{readout}を変化させるノックダウンは示されません");
        string names = string.Join(", ", up.Take(3)), more = up.Length > 3 ? $" and {up.Length - 3} more" : "", hoka = up.Length > 3 ? $"ほか{up.Length - 3}遺伝子" : "";
        return Say($"Knock-down of {names}{more} moves {readout}", $"{names}{hoka}のノックダウンで{readout}が変化");
    }

    internal static Said Sentence(PerturbationResult result)
    {
        GeneEffect[] up = Coded(result, EvidenceCode.Effect), none = Coded(result, EvidenceCode.NoEffect), open = Coded(result, EvidenceCode.NotTold);
        string list = string.Join(", ", up.Take(5).Select(g => $"{g.Gene} ({Percent(g.Test.Mean)} of the control, family-wise p {NumberText.P(g.FamilyP)})")), ichiran = string.Join("、", up.Take(5).Select(g => $"{g.Gene}(対照の{Percent(g.Test.Mean)}、ファミリーワイズp = {NumberText.P(g.FamilyP)})"));
        return Say(
            $"{up.Length} KD+{(list.Length > 0 ? $": {list}" : "")}; {none.Length} KD-; {open.Length} NT, over {result.Lots.Count} lots. Positive control: {result.ControlReason}",
            $"{result.Lots.Count}ロットで、KD+は{up.Length}{(ichiran.Length > 0 ? $": {ichiran}" : "")}、KD-は{none.Length}、NTは{open.Length}。陽性対照: {Control(result)}");
    }

    internal static IReadOnlyList<Said> Caveats(PerturbationResult result) =>
    [
        Say("NT is not \"no effect\": the reason says what is lacking. Only KD- says that an effect is no larger than the margin.", "NTは「効果なし」ではありません(理由の欄に不足している点を示します)。効果が許容幅以内であると言えるのはKD-だけです。"),
        Say("A knock-down shows what the cells of these lots need under these conditions; that differences between lots arise from the gene is another claim.", "ノックダウンが示すのは、この条件でこれらのロットの細胞に必要なものです。ロット間の差がその遺伝子に由来することは別の主張です。"),
        .. result.Floor.SignFlip > result.Parameters.Alpha ? (Said[])[Say($"With {result.Lots.Count} lots no sign-flip test can reach {NumberText.Plain(result.Parameters.Alpha)}; calls rest on t tests, which assume normal log-ratios.", $"{result.Lots.Count}ロットでは符号反転検定は{NumberText.Plain(result.Parameters.Alpha)}に届きません。判定は対数比の正規性を仮定するt検定によります。")] : [],
    ];

    internal static Said Methods(PerturbationResult result, string version)
    {
        string correction = result.Parameters.Correction == "holm" ? "Holm's correction of moderated t tests" : "Dunnett's test with lots as blocks", hosei = result.Parameters.Correction == "holm" ? "調整t検定のHolm補正" : "ロットをブロックとするDunnett検定";
        string knockdown = NumberText.Plain(result.Parameters.LeastKnockdown), margin = $"{NumberText.Plain(Math.Round(100 * (1 - result.Parameters.Margin), 6))} to {NumberText.Significant(100 / (1 - result.Parameters.Margin), 4)}", haba = margin.Replace(" to ", "~", StringComparison.Ordinal);
        return Say(
            $"Knock-downs in {result.Lots.Count} lots were compared with the non-targeting control of the same lot as natural log-ratios of {result.Parameters.Readout} with GpuCqa {version}; lots are the replicates, siRNAs of a gene are averaged within a lot. Family-wise p: {correction} over {result.Floor.Genes} genes, the positive control {result.Parameters.PositiveControl} tested by itself. KD+ needs a positive control that works, {result.Parameters.FewestSirnas} independent siRNAs with a knock-down of {knockdown} % that agree, family-wise p at most {NumberText.Plain(result.Parameters.Alpha)} in the expected direction ({result.Parameters.Direction}), and {(result.Parameters.PerViableCell ? "an effect with the viability as covariate" : "the same per viable cell")}; KD- needs a 90 % interval within {margin} % of the control.",
            $"{result.Lots.Count}ロットでのノックダウンを、同じロットの非標的対照に対する{result.Parameters.Readout}の自然対数比として比較した(GpuCqa {version})。反復の単位はロットで、同じ遺伝子のsiRNAはロット内で平均した。ファミリーワイズp値は{result.Floor.Genes}遺伝子に対する{hosei}により、陽性対照{result.Parameters.PositiveControl}は単独で検定した。KD+の条件は、陽性対照が機能すること、ノックダウン{knockdown} %以上で一致する独立なsiRNAが{result.Parameters.FewestSirnas}以上あること、期待した方向({(result.Parameters.Direction == "decrease" ? "低下" : "上昇")})でファミリーワイズp値が{NumberText.Plain(result.Parameters.Alpha)}以下であること、{(result.Parameters.PerViableCell ? "生存率を共変量としても効果が残ること" : "生細胞あたりでも同様であること")}。KD-の条件は、90 %区間が対照の{haba} %に収まること。");
    }

    private static string Control(PerturbationResult result)
    {
        GeneEffect control = result.Genes.First(g => g.IsPositiveControl);
        return $"{control.Gene}は{(result.ControlWorked ? "機能しました" : "機能しませんでした")}(対照の{Percent(control.Test.Mean)}、p = {NumberText.P(control.Test.P)})。";
    }
}
