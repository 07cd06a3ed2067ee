using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>A plan in words.</summary>
internal static class PlanText
{
    public static string Code(DesignVerdict verdict) => verdict switch
    {
        DesignVerdict.Adequate => "ADEQUATE",
        DesignVerdict.LowPower => "LOW_POWER",
        DesignVerdict.Weak => "WEAK",
        DesignVerdict.CannotPass => "CANNOT_PASS",
        _ => "CANNOT_FAIL",
    };

    public static Said Verdict(DesignVerdict verdict) => verdict switch
    {
        DesignVerdict.Adequate => Say("adequate", "十分"),
        DesignVerdict.LowPower => Say("low power", "検出力不足"),
        DesignVerdict.Weak => Say("fails more often than it passes", "半分以上の確率で失敗"),
        DesignVerdict.CannotPass => Say("cannot pass", "成功しえない"),
        _ => Say("hardly stops anything", "ほとんど何も止めない"),
    };

    public static Said Design(string design) => design switch
    {
        "pairs" => Say("split lots (pairs)", "分割ロット(対)"),
        "pairs and historic" => Say("split lots with historic lots", "分割ロット+変更前の既存ロット"),
        "groups" => Say("two groups of lots", "2群のロット"),
        _ => Say("quality range", "品質範囲"),
    };

    public static Said Curve(string curve) => curve switch
    {
        "alone" => Say("one cluster fixed beforehand", "事前に決めた1クラスター"),
        "family" => Say("over the family", "ファミリー全体"),
        "one lot" => Say("one lot, its own share", "1ロット(そのロットの割合)"),
        "one lot of the process" => Say("one lot of a process whose lots vary", "1ロット(ロット間変動あり)"),
        "all lots of the process" => Say("all planned lots, which vary", "計画した全ロット(ロット間変動あり)"),
        _ => Design(curve),
    };

    public static Said Headline(PlanResult plan)
    {
        AssociationDesign a = plan.Association;
        string lots = NumberText.Count(a.Lots);
        if (plan.Impossible) return Say("This plan cannot decide all that it is asked", "この計画では、問いのすべてに答えることはできません");
        if (plan.Parameters.Blocks.Count > 0) return Say($"{lots} lots in blocks reach a p of {NumberText.P(a.SmallestP)} at best", $"ブロック化した{lots}ロットで到達しうる最小のp値は{NumberText.P(a.SmallestP)}");
        if (double.IsNaN(a.DetectableFamily)) return Say($"{lots} lots find no correlation reliably", $"{lots}ロットでは相関を確実には検出できません");
        string rho = NumberText.Rho(a.DetectableFamily), power = NumberText.Percent(plan.Parameters.Power);
        return Say($"{lots} lots find a correlation of {rho} or more", $"{lots}ロットで検出できるのは相関{rho}以上");
    }

    public static Said Sentence(PlanResult plan)
    {
        var parts = new List<Said> { Association(plan) };
        parts.AddRange(plan.Equivalence.Select(e => Equivalence(plan.Parameters, e)));
        if (plan.Hazard is { } hazard) parts.Add(Hazard(plan, hazard));
        return Say(string.Join(" ", parts.Select(p => p.En)), string.Concat(parts.Select(p => p.Ja)));
    }

    private static Said Association(PlanResult plan)
    {
        PlanParameters p = plan.Parameters;
        AssociationDesign a = plan.Association;
        string lots = NumberText.Count(a.Lots), floor = NumberText.P(a.SmallestP), k = NumberText.Count(p.Clusters), power = NumberText.Percent(p.Power), alpha = NumberText.Plain(p.Alpha);
        Said clusters = p.Clusters == 1 ? Say("one cluster fixed beforehand", "事前に決めた1クラスター") : Say($"a family of {k} clusters", $"{k}クラスターのファミリー");
        Said first = Say($"With {lots} lots the smallest two-sided p of one cluster is {floor}.", $"{lots}ロットで1クラスターが到達しうる最小の両側p値は{floor}です。");
        if (p.Blocks.Count > 0) return first;
        Said found = double.IsNaN(a.CriticalFamily)
            ? Say($" No correlation reaches {alpha} over {clusters.En}, whatever the cells show.", $"どのような細胞データでも、{clusters.Ja}に対して水準{alpha}に達する相関はありません。")
            : double.IsNaN(a.DetectableFamily)
                ? Say($" Over {clusters.En} no true correlation below 0.995 is found with {power}.", $"{clusters.Ja}では、0.995未満の真の相関を{power}の確率で検出することはできません。")
                : Say($" Over {clusters.En} a true Spearman correlation of {NumberText.Rho(a.DetectableFamily)} is found with {power}; what is found has an observed correlation of at least {NumberText.Rho(a.CriticalFamily)}.",
                    $"{clusters.Ja}では、真のSpearman相関{NumberText.Rho(a.DetectableFamily)}が{power}の確率で検出されます(観測される相関は{NumberText.Rho(a.CriticalFamily)}以上)。");
        Said asked = "";
        if (p.Rho is { } rho)
        {
            string value = NumberText.Plain(rho), at = NumberText.Percent(a.PowerFamily);
            asked = plan.LotsNeeded is { } needed
                ? Say($" A correlation of {value} is found with {at}; {NumberText.Count(needed)} lots find it with {power}.", $"相関{value}の検出確率は{at}で、{power}には{NumberText.Count(needed)}ロットが必要です。")
                : Say($" A correlation of {value} is found with {at}; 200 lots do not find it with {power}.", $"相関{value}の検出確率は{at}で、200ロットでも{power}には達しません。");
        }

        return Say(first.En + found.En + asked.En, first.Ja + found.Ja + asked.Ja);
    }

    private static Said Equivalence(PlanParameters p, EquivalenceDesign e)
    {
        Said design = Design(e.Design), lots = Lots(e);
        string power = NumberText.Percent(e.PowerAll), wrong = NumberText.Percent(e.PassAtMargin);
        if (e.Design == "quality range")
        {
            string k = NumberText.Plain(p.QualityRange!.Value);
            return Say($"The quality range of {k} SD ({lots.En}) passes a process that has not changed with {power}, and one that has shifted by 2 SD with {wrong}.", $"±{k} SDの品質範囲({lots.Ja})は、変化のない工程を{power}、2 SDずれた工程を{wrong}の確率で合格とします。");
        }

        if (e.Verdict == DesignVerdict.CannotPass) return Say($"Equivalence by {design.En} ({lots.En}) can never be declared: the interval is at best {NumberText.Significant(e.SmallestHalfWidth, 4)} SD wide to either side.", $"{design.Ja}({lots.Ja})では同等性を示すことは決してできません(区間の半幅は最小でも{NumberText.Significant(e.SmallestHalfWidth, 4)} SD)。");
        Said all = p.Attributes == 1 ? "" : Say($" of all {p.Attributes} attributes", $"(全{p.Attributes}特性)");
        Said needed = e.Verdict == DesignVerdict.Adequate ? "" : e.LotsNeeded is { } n
            ? Say($" {(e.Design == "groups" ? "Lots after" : "Pairs")} needed for {NumberText.Percent(p.Power)}: {n}.", $"{NumberText.Percent(p.Power)}に必要な{(e.Design == "groups" ? "変更後ロット数" : "対の数")}: {n}。")
            : Say($" No number of {(e.Design == "groups" ? "lots after" : "pairs")} up to 500 reaches {NumberText.Percent(p.Power)}.", $"500までのどの数でも{NumberText.Percent(p.Power)}には達しません。");
        return Say($"Equivalence{all.En} within {NumberText.Plain(p.Margin!.Value)} SD by {design.En} ({lots.En}) is shown with {power} at a true difference of {NumberText.Plain(p.Difference)} SD.{needed.En}", $"{design.Ja}({lots.Ja})による±{NumberText.Plain(p.Margin!.Value)} SD以内の同等性{all.Ja}は、真の差が{NumberText.Plain(p.Difference)} SDのとき{power}の確率で示されます。{needed.Ja}");
    }

    public static Said Lots(EquivalenceDesign e) => e.Design switch
    {
        "pairs" => Say($"{e.Pairs} pairs", $"{e.Pairs}対"),
        "pairs and historic" => Say($"{e.Pairs} pairs, {e.Before} lots before", $"{e.Pairs}対、変更前{e.Before}ロット"),
        _ => Say($"{e.Before + e.Pairs} lots before, {e.After + e.Pairs} after", $"変更前{e.Before + e.Pairs}、変更後{e.After + e.Pairs}ロット"),
    };

    private static Said Hazard(PlanResult plan, HazardDesign h)
    {
        string f = NumberText.Significant(h.Frequency, 2), cells = h.CellsInOneLot is { } c ? NumberText.Count(c) : ">1e15", all = NumberText.Percent(h.InAllLots), lots = NumberText.Count(plan.Association.Lots);
        Said needed = h.LotsNeeded is { } n ? Say($"{NumberText.Count(n)} such lots see it with 95%", $"95%には同様のロットが{NumberText.Count(n)}必要です") : Say("10,000 such lots do not see it with 95%", "同様のロット1万でも95%に達しません");
        return Say($"A hazard of frequency {f} takes {cells} loaded cells of one lot to be seen with 95%, if it has that share in the lot; of a process whose lots vary the {lots} planned lots see it with {all}, and {needed.En}.",
            $"頻度{f}のハザードを95%で検出するには、そのロットの割合がこの値なら1ロット{cells}細胞の投入が必要です。ロット間で変動する工程では、計画した{lots}ロットでの検出確率は{all}で、{needed.Ja}。");
    }

    public static IReadOnlyList<Said> Caveats(PlanResult plan)
    {
        var caveats = new List<Said>
        {
            Say("Power is that of lots whose fraction and readout follow a normal copula. With outliers, ties and few cells per lot it is lower: an error of the assay and the sampling of cells weaken every true correlation.", "検出力は、割合と測定値が正規コピュラに従う場合の値です。外れ値、同順位、少ない細胞数ではこれより低くなります(測定誤差と細胞の抽出は真の相関を弱めます)。"),
            Say("Correlations that reach the level are larger than the true ones on average: what is found by few lots is overstated.", "有意となった相関は平均して真の値より大きく、少数ロットの結果は過大に見えます。"),
            Say("More cells per lot do not replace lots.", "ロット当たりの細胞を増やしても、ロット数の代わりにはなりません。"),
        };
        if (plan.Equivalence.Count > 0) caveats.Add(Say("A margin in standard deviations is a convention, not an argument: what difference matters has to be justified by what the attribute does.", "標準偏差を単位とする限界値は慣行であり根拠ではありません。どの差が問題かは、その特性の働きから正当化する必要があります。"));
        if (plan.Hazard is not null) caveats.Add(Say("The intra-class correlation between lots decides how much more cells help; it has to be known from lots, and is assumed here.", "細胞数を増やす効果はロット間の級内相関で決まります。これはロットから推定すべき値で、ここでは仮定値です。"));
        return caveats;
    }

    public static Said Methods(PlanResult plan, string version)
    {
        PlanParameters p = plan.Parameters;
        string alpha = NumberText.Plain(p.Alpha), k = NumberText.Count(p.Clusters), cohorts = NumberText.Count(AssociationPlanner.Cohorts);
        string margin = p.Margin is null ? "" : $" Power of equivalence tests (two one-sided t tests at {alpha}) is exact (Owen's integral) for margins fixed beforehand{(p.MarginEstimated ? ", and simulated (20,000 draws, Welch's test) where the margin is a multiple of the standard deviation of the lots before" : "")}; split lots with historic lots follow y = process + donor + error with the degrees of freedom of Kenward and Roger at the planned variances.";
        string marginJa = p.Margin is null ? "" : $"同等性試験(水準{alpha}の片側t検定2つ)の検出力は、事前に定めた限界値についてはOwenの積分による正確な値である{(p.MarginEstimated ? "(限界値を変更前ロットの標準偏差から推定する場合はWelch検定の模擬、2万回)" : "")}。分割ロットと既存ロットの併用はy = 工程 + ドナー + 誤差のモデルに従い、自由度は計画した分散におけるKenward-Rogerによる。";
        string range = p.QualityRange is null ? "" : " Error rates of the quality range are exact for normal lots.", rangeJa = p.QualityRange is null ? "" : "品質範囲の誤り率は正規分布のロットについて正確な値である。";
        string hazard = plan.Hazard is null ? "" : $" Detection of a hazard is binomial within a lot and beta-binomial between lots (intra-class correlation {NumberText.Plain(p.Icc)}).", hazardJa = plan.Hazard is null ? "" : $"ハザードの検出はロット内では二項分布、ロット間ではベータ二項分布(級内相関{NumberText.Plain(p.Icc)})による。";
        return Say(
            $"The study was planned with GpuCqa {version} (seed {p.Seed}) before there were data. Critical values of Spearman's rho at a two-sided level of {alpha} over {k} tests (Bonferroni) are exact up to {AssociationPlanner.ExactLots} lots and from {NumberText.Count(AssociationPlanner.DrawnOrders)} drawn orders above; power is from {cohorts} cohorts drawn from a normal copula.{margin}{range}{hazard}",
            $"データ取得前に、GpuCqa {version}(乱数シード{p.Seed})で計画した。{k}件の検定(Bonferroni、両側水準{alpha})におけるSpearmanの順位相関の棄却限界は{AssociationPlanner.ExactLots}ロットまで正確な値、それ以上では{NumberText.Count(AssociationPlanner.DrawnOrders)}回の無作為な並べ替えによる。検出力は正規コピュラからの{cohorts}回の模擬による。{marginJa}{rangeJa}{hazardJa}");
    }
}
