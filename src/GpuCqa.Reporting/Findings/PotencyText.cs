using System.Globalization;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>What assay plates say, in words.</summary>
public static class PotencyText
{
    internal static IReadOnlyDictionary<ParallelVerdict, string> Verdicts { get; } = new Dictionary<ParallelVerdict, string> { [ParallelVerdict.Parallel] = "parallel", [ParallelVerdict.NotParallel] = "not_parallel", [ParallelVerdict.NotShown] = "not_shown", [ParallelVerdict.NotTestable] = "not_testable" };

    internal static IReadOnlyDictionary<WellStatus, string> Statuses { get; } = new Dictionary<WellStatus, string> { [WellStatus.Measured] = "measured", [WellStatus.Below] = "below", [WellStatus.Above] = "above" };

    /// <summary>A table for a terminal: one line a lot.</summary>
    public static string Of(PotencyResult result)
    {
        var lines = new List<string> { $"lot\tcondition\t{result.Parameters.Readout} ({result.Unit})\treplicates\tCV\trelative" };
        lines.AddRange(result.Lots.Select(l => string.Join('\t', l.Lot, l.Condition ?? "", Short(l), l.Replicates.Count.ToString(CultureInfo.InvariantCulture), double.IsNaN(l.Variation) ? "" : NumberText.Percent(l.Variation), double.IsNaN(l.Relative) ? "" : NumberText.Significant(l.Relative, 3))));
        return string.Join('\n', lines) + "\n";
    }

    internal static string? Written(LotPotency? lot) => lot is null || lot.Replicates.Count == 0 ? null : Written(new ReplicateValue(lot.Value, lot.Status));

    internal static string Written(ReplicateValue value) => (value.Status switch { WellStatus.Below => "<", WellStatus.Above => ">", _ => "" }) + value.Value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Short(LotPotency lot) => lot.Replicates.Count == 0 ? "" : (lot.Status switch { WellStatus.Below => "<", WellStatus.Above => ">", _ => "" }) + NumberText.Significant(lot.Value, 4);

    internal static string Status(LotPotency lot) => lot.Replicates.Count == 0 ? "none" : Statuses[lot.Status];

    internal static Said Headline(PotencyResult result)
    {
        int lots = Lots(result);
        return Say($"{result.Parameters.Readout} of {NumberText.Count(lots)} {(lots == 1 ? "lot" : "lots")}", $"{NumberText.Count(lots)}ロットの{result.Parameters.Readout}");
    }

    internal static Said Sentence(PotencyResult result)
    {
        int plates = result.Plates.Count, accepted = result.Plates.Count(p => p.Accepted), below = result.Lots.Count(l => l.Replicates.Count > 0 && l.Status == WellStatus.Below), above = result.Lots.Count(l => l.Replicates.Count > 0 && l.Status == WellStatus.Above), none = result.Lots.Count(l => l.Replicates.Count == 0), measured = result.Lots.Count - below - above - none;
        double[] values = [.. result.Lots.Where(l => l.Replicates.Count > 0 && l.Status == WellStatus.Measured).Select(l => l.Value)];
        string range = values.Length == 0 ? "" : $"{NumberText.Significant(values.Min(), 3)} to {NumberText.Significant(values.Max(), 3)} {result.Unit}", kara = values.Length == 0 ? "" : $"{NumberText.Significant(values.Min(), 3)}~{NumberText.Significant(values.Max(), 3)} {result.Unit}";
        return Say(
            $"{accepted} of {plates} {(plates == 1 ? "plate is" : "plates are")} accepted; {measured} of {result.Lots.Count} values are measured{(range.Length > 0 ? $", {range}" : "")}{(below > 0 ? $"; {below} below" : "")}{(above > 0 ? $"; {above} above" : "")}{(below + above > 0 ? " the limits of quantification" : "")}{(none > 0 ? $"; {none} without a value" : "")}.",
            $"{plates}プレート中{accepted}枚が合格。{result.Lots.Count}値のうち{measured}値が定量範囲内{(kara.Length > 0 ? $"({kara})" : "")}{(below > 0 ? $"、下限未満{below}" : "")}{(above > 0 ? $"、上限超過{above}" : "")}{(none > 0 ? $"、値なし{none}" : "")}。");
    }

    internal static IReadOnlyList<Said> Caveats(PotencyResult result)
    {
        var caveats = new List<Said>
        {
            Say("The intervals of values hold the noise of wells and the uncertainty of the standard curve. What cultures, days and operators add is not in them.", "値の区間に含まれるのは、ウェルの誤差と標準曲線の不確かさだけです。培養、日、作業者による変動は含まれません。"),
        };
        if (result.Lots.Any(l => l.Replicates.Count > 0 && l.Status != WellStatus.Measured)) caveats.Add(Say("A value beyond a limit of quantification is that limit, and no more is known.", "定量限界を超えた値は、その限界値としてのみ示します。"));
        if (result.Lots.Any(l => l.Parallel == ParallelVerdict.NotShown)) caveats.Add(Say("Parallelism that is not shown is not the same as no parallelism: the interval is too wide to tell.", "平行性が「示されない」ことは「平行でない」ことと同じではありません(区間が広すぎて判断できません)。"));
        return caveats;
    }

    internal static Said Methods(PotencyResult result, string version)
    {
        string weights = result.Parameters.Weights == "none" ? "without weights" : $"with weights {result.Parameters.Weights}", omomi = result.Parameters.Weights == "none" ? "重みなし" : $"重み{result.Parameters.Weights}", tolerance = NumberText.Plain(100 * result.Parameters.Tolerance), lowest = NumberText.Plain(100 * result.Parameters.LowestTolerance);
        string control = result.Parameters.ControlLot is null ? "" : $" Relative potency is the ratio to lot {result.Parameters.ControlLot} in the same condition; dilutions count as parallel when the 90 % interval of the difference of log-log dilution slopes lies within {NumberText.Plain(result.Parameters.ParallelMargin)}.";
        string taishou = result.Parameters.ControlLot is null ? "" : $"相対力価は同じ条件でのロット{result.Parameters.ControlLot}に対する比であり、希釈の両対数傾きの差の90 %区間が±{NumberText.Plain(result.Parameters.ParallelMargin)}に収まる場合に平行とした。";
        return Say(
            $"Concentrations were read from four-parameter logistic standard curves, one a plate, fitted {weights} by Levenberg-Marquardt least squares with GpuCqa {version}. The limits of quantification are the lowest and the highest standard whose back-calculated concentration and whose variation lie within {tolerance} % ({lowest} % at the lower limit); a plate is accepted when three quarters of its standards do. Values are the mean over replicates of concentration times dilution{(result.Unit == result.Parameters.Unit ? "" : ", per 10^6 cells and 24 h")}, from dilutions at which all wells lie within the limits. Intervals are by the delta method on logarithms.{control}",
            $"濃度は、プレートごとに4パラメーターロジスティック曲線を最小二乗法(Levenberg-Marquardt法、{omomi})であてはめ、逆算して求めた(GpuCqa {version})。定量限界は、逆算値の誤差とばらつきが{tolerance} %以内(下限では{lowest} %以内)である最低・最高の標準品の濃度とし、標準品の4分の3がこれを満たすプレートを合格とした。ロットの値は、全ウェルが定量範囲内にある希釈での濃度×希釈倍率{(result.Unit == result.Parameters.Unit ? "" : "(10^6細胞・24時間あたり)")}の反復平均である。区間は対数上のデルタ法による。{taishou}");
    }

    internal static int Lots(PotencyResult result) => result.Lots.Select(l => l.Lot).Distinct(StringComparer.Ordinal).Count();
}
