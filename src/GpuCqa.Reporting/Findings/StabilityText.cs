using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>What holds when clusters are found anew, in words.</summary>
internal static class StabilityText
{
    /// <summary>What reaches the level and is no finding since it does not hold, with a space before; empty when there is none.</summary>
    public static Said SetAside(AssociationFindings tests)
    {
        Association[] aside = [.. tests.Associations.Where(a => a.IsUnstable && a.PFamily <= tests.Parameters.Alpha).OrderBy(a => a.Rank)];
        if (aside.Length == 0 || tests.Stability is not { } stability) return "";
        Association first = aside[0];
        Said name = new StateNames(tests.Partitions).Of(first.State).At, why = Reasons(stability, first);
        string count = NumberText.Count(aside.Length), p = NumberText.P(first.PFamily);
        return Say($" {(aside.Length == 1 ? "One association reaches" : $"{count} associations reach")} the level and {(aside.Length == 1 ? "is no finding" : "are no findings")}, as {(aside.Length == 1 ? "it does" : "they do")} not hold when clusters are found anew: {(aside.Length == 1 ? "" : "first ")}{name.En} with {first.Readout} (family-wise p {p}; {why.En}).",
            $"水準に達したが、再クラスタリングで保たれないため結果としない関連が{count}件あります{(aside.Length == 1 ? "" : "(最上位)")}: {name.Ja}と{first.Readout}(ファミリーワイズp値 {p}、{why.Ja})。");
    }

    /// <summary>Why an association is unstable.</summary>
    public static Said Reasons(StabilityFindings stability, Association association)
    {
        ClusterStability cluster = stability.Of(association.State);
        var english = new List<string>();
        var japanese = new List<string>();
        if (cluster.SubsampleMean < StabilityRules.SubsampleJaccard)
        {
            string mean = NumberText.Index(cluster.SubsampleMean);
            Add($"mean Jaccard {mean} in subsamples", $"部分標本での平均Jaccard {mean}");
        }

        if (cluster.LotOutMin < StabilityRules.LotOutJaccard)
        {
            string worst = NumberText.Index(cluster.LotOutMin);
            Add($"Jaccard {worst} without lot {cluster.LotOutWorst}", $"ロット{cluster.LotOutWorst}を除くとJaccard {worst}");
        }

        if (stability.Of(association.Readout, association.State) is { SignHolds: false } held)
        {
            string low = NumberText.Rho(held.Low), own = NumberText.Rho(held.Rho);
            Add($"rho {low} at the 5% quantile over refits, for {own}", $"再計算でのρの5%分位点 {low}(元のρ {own})");
        }

        return Say(string.Join("; ", english), string.Join("、", japanese));

        void Add(string en, string ja)
        {
            english.Add(en);
            japanese.Add(ja);
        }
    }

    /// <summary>How the finding of a readout holds; null without one.</summary>
    public static Said? Held(AssociationFindings tests, Association association)
    {
        if (tests.Stability is not { } stability) return null;
        ClusterStability cluster = stability.Of(association.State);
        Said name = new StateNames(tests.Partitions).Of(association.State).At;
        string mean = NumberText.Index(cluster.SubsampleMean), least = NumberText.Index(cluster.SubsampleMin), worst = NumberText.Index(cluster.LotOutMin);
        string lots = cluster.LotOutWorst is null ? "" : $", and {worst} at the least without one lot ({cluster.LotOutWorst})", lotsJa = cluster.LotOutWorst is null ? "" : $"、1ロットを除いた場合の最小は{worst}({cluster.LotOutWorst})";
        AssociationStability? held = stability.Of(association.Readout, association.State);
        string median = held is null ? "" : NumberText.Rho(held.Median), low = held is null ? "" : NumberText.Rho(held.Low);
        bool stable = !association.IsUnstable;
        return Say($"{Capital(name.En)} ({association.Readout}) {(stable ? "holds" : "does not hold")} when clusters are found anew: Jaccard {mean} in the mean of the subsamples (least {least}){lots}; rho of its matches {median} in the median, {low} at the 5% quantile.",
            $"{name.Ja}({association.Readout})は再クラスタリングで{(stable ? "保たれます" : "保たれません")}: 部分標本での平均Jaccard {mean}(最小{least}){lotsJa}。対応するクラスターのρは中央値{median}、5%分位点{low}。");
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
