using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>What refits of the clusters say about a finding, in words.</summary>
public static class StabilityNotes
{
    /// <summary>What undermines the findings that hold: clusters of mostly one lot, or of fractions too small to be measured.</summary>
    /// <param name="tests">The family, flagged.</param>
    public static IReadOnlyList<string> OfFindings(AssociationFindings tests)
    {
        if (tests.Stability is not { } stability) return [];
        var said = new List<string>();
        foreach (Association best in tests.BestPerReadout().Where(a => a.PFamily <= tests.Parameters.Alpha && !a.IsUnstable).DistinctBy(a => a.State))
        {
            ClusterStability cluster = stability.Of(best.State);
            string name = Name(tests, best.State);
            if (cluster.Flags.Contains(StabilityRules.LotSpecific))
                said.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * cluster.LargestLotShare:0} % of the cells of {name}, which goes with {best.Readout}, come from lot {cluster.LargestLot}: what is found there may be that lot's own (LOT_SPECIFIC)."));
            if (cluster.Flags.Contains(StabilityRules.BelowLimit))
                said.Add(string.Create(CultureInfo.InvariantCulture, $"The fraction of {name}, which goes with {best.Readout}, is above its limit of quantification in {100 * cluster.LotsAboveLimit:0} % of the lots; {100 * StabilityRules.QuantifiedLots:0} % are asked for (BELOW_LOQ)."));
        }

        return said;
    }

    /// <summary>Associations that reach the level and are no findings since their clusters do not hold; null when there is none.</summary>
    /// <param name="tests">The family, flagged.</param>
    public static string? SetAside(AssociationFindings tests)
    {
        Association[] aside = [.. tests.Associations.Where(a => a.IsUnstable && a.PFamily <= tests.Parameters.Alpha).OrderBy(a => a.Rank)];
        return aside.Length == 0 || tests.Stability is not { } stability ? null
            : $"{(aside.Length == 1 ? "One association reaches" : $"{aside.Length} associations reach")} the family-wise level and {(aside.Length == 1 ? "is no finding" : "are no findings")}, as {(aside.Length == 1 ? "it does" : "they do")} not hold when clusters are found anew (UNSTABLE): {string.Join("; ", aside.Take(5).Select(a => $"{Name(tests, a.State)} with {a.Readout} ({string.Join(", ", Reasons(stability, a))})"))}{(aside.Length > 5 ? $"; and {aside.Length - 5} more" : "")}.";
    }

    /// <summary>Why an association is unstable, each reason with its number.</summary>
    public static IReadOnlyList<string> Reasons(StabilityFindings stability, Association association)
    {
        ClusterStability cluster = stability.Of(association.State);
        var why = new List<string>();
        if (cluster.SubsampleMean < StabilityRules.SubsampleJaccard) why.Add(Text($"mean Jaccard {cluster.SubsampleMean:0.00} in subsamples"));
        if (cluster.LotOutMin < StabilityRules.LotOutJaccard) why.Add(Text($"Jaccard {cluster.LotOutMin:0.00} without lot {cluster.LotOutWorst}"));
        if (stability.Of(association.Readout, association.State) is { SignHolds: false } held) why.Add(Text($"rho {held.Low:0.00} at the 5 % quantile, for {held.Rho:0.00}"));
        return why;
    }

    private static string Name(AssociationFindings tests, StateId state) => Text($"cluster {state.Index} at resolution {tests.Partitions[state.Partition].Resolution}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
