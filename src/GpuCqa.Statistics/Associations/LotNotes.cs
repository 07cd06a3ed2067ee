using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>What about the lots themselves weakens a family of tests, in words that stand beside the finding.</summary>
public static class LotNotes
{
    /// <summary>Share of a readout's order, adjusted, from which a batch is said to go with it: over 11 lots in batches of 5 and 6, chance gives as much in 8 of the 462 divisions.</summary>
    public const double LargestExplained = 0.5;

    private const string KeepOne = "keep one lot a donor to be safe.";

    /// <summary>A lot of fewer cells is told: in 50 cells a share of 10 % is seen as anything from 4 to 21 %.</summary>
    public const int EnoughCells = 50;

    /// <summary>Lots of one donor are not exchangeable; null when each has its own.</summary>
    /// <param name="donors">Donor of each lot, or null.</param>
    public static string? RepeatedDonors(IEnumerable<string?> donors)
    {
        string[] repeated = [.. donors.OfType<string>().GroupBy(d => d, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
        return repeated.Length == 0 ? null
            : $"Several lots come from one donor ({string.Join(", ", repeated)}). Lots are permuted freely, as if each had its own donor, so the p-values are too small if donors differ; {KeepOne}";
    }

    /// <summary>Lots of one donor that the design lets change places with lots of another, or that count as replicates of their own; null when there are none.</summary>
    /// <param name="lots">The lots.</param>
    /// <param name="design">What may change places.</param>
    /// <remarks>Lots of one donor are exchangeable with each other alone, or as a whole: a donor is safe where all of its lots are one unit, or every block that holds one of them holds no other donor's.</remarks>
    public static string? RepeatedDonors(IReadOnlyList<TestedLot> lots, LotDesign design)
    {
        // A design can be asked for, other than on new lots.
        if (design.UnitColumn is null && design.BlockOf is null)
            return RepeatedDonors(lots.Select(l => l.Donor))?.Replace(KeepOne, "take the donor as the block to test what goes with the readout within donors, exchange whole donors to test what differs between them, or keep one lot a donor.", StringComparison.Ordinal);
        string place(TestedLot lot) => lot.Block ?? "";
        string[] unsafely = [.. lots.Where(l => l.Donor is not null).GroupBy(l => l.Donor!, StringComparer.Ordinal)
            .Where(g => g.Count() > 1 && (design.UnitColumn is null || g.Select(l => l.Unit).Distinct(StringComparer.Ordinal).Count() > 1))
            .Where(g => design.BlockOf is null || g.Any(l => lots.Any(o => place(o) == place(l) && o.Donor != g.Key))).Select(g => g.Key)];
        return unsafely.Length == 0 ? null
            : $"Several lots come from one donor ({string.Join(", ", unsafely)}) and are exchanged with lots of other donors, as if each had its own donor, so the p-values are too small if donors differ. Take the donor as the block, or exchange whole donors.";
    }

    /// <summary>Readouts that differ between lots of a unit and enter with their mean, in words; empty when there is none.</summary>
    /// <param name="lots">The lots.</param>
    /// <param name="readouts">Names of the readouts.</param>
    /// <param name="design">What may change places.</param>
    public static IReadOnlyList<string> Averaged(IReadOnlyList<TestedLot> lots, IReadOnlyList<string> readouts, LotDesign design) =>
        design.Averaged(lots, readouts) is { Count: > 0 } averaged
            ? [$"{string.Join(", ", averaged)} {(averaged.Count == 1 ? "differs" : "differ")} between lots of one {design.UnitColumn}: the mean of its lots stands for each {design.UnitColumn}. What differs within a {design.UnitColumn} is not tested; with the {design.UnitColumn} as the block it is."]
            : [];

    /// <summary>Tests that covariates make approximate, in words; null without covariates.</summary>
    /// <param name="design">What may change places.</param>
    public static string? Adjusted(LotDesign design) => design.Covariates.Length == 0 ? null
        : $"Tests are adjusted for {LotDesign.Named(design.CovariateNames)} by permuting residuals (Freedman and Lane). That is approximate, not exact: no order of the lots is admissible beyond doubt when each has its own value of a covariate. Blocks of lots with equal values would be exact.";

    /// <summary>A property of the lots that alone orders a readout: the lots of one batch, tissue or process version then differ in the readout and in everything else that differs between these, and no test over lots tells which matters. Null when there is none.</summary>
    /// <param name="lots">The lots.</param>
    /// <param name="readouts">Names of the readouts.</param>
    /// <param name="design">What may change places; a property that is a block is not told.</param>
    /// <remarks>The share of the variance of the readout's ranks that lies between the groups, adjusted for their number as R squared is; <see cref="LargestExplained"/> or more is said. Groups as many as half the lots are names rather than groups.</remarks>
    public static string? Confounded(IReadOnlyList<TestedLot> lots, IReadOnlyList<string> readouts, LotDesign? design = null)
    {
        var found = new List<string>();
        foreach ((string name, Func<TestedLot, string?> of) in new (string, Func<TestedLot, string?>)[] { ("batch", l => l.Batch), ("tissue", l => l.Tissue), ("process", l => l.Process) })
        {
            // What differs between blocks is left aside.
            if (design?.Columns.Contains(name, StringComparer.OrdinalIgnoreCase) == true) continue;
            for (int r = 0; r < readouts.Count; r++)
            {
                TestedLot[] known = [.. lots.Where(l => !string.IsNullOrEmpty(of(l)) && double.IsFinite(l.Readouts[r]))];
                IGrouping<string, int>[] groups = [.. Enumerable.Range(0, known.Length).GroupBy(l => of(known[l])!, StringComparer.Ordinal)];
                if (groups.Length < 2 || 2 * groups.Length > known.Length) continue;
                int[] ranks = Midranks.Centered([.. known.Select(l => l.Readouts[r])]);
                double total = ranks.Sum(x => (double)x * x), between = groups.Sum(g => Math.Pow(g.Sum(l => (double)ranks[l]), 2) / g.Count());
                double explained = 1 - ((1 - (between / total)) * (known.Length - 1) / (known.Length - groups.Length));
                if (explained >= LargestExplained)
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"{readouts[r]} goes with {name} ({groups.Length} of them account for {100 * between / total:0} % of its order; in the order of {readouts[r]}: {string.Join(", ", groups.OrderBy(g => g.Average(l => ranks[l])).Select(g => g.Key))})"));
            }
        }

        return found.Count == 0 ? null : $"{string.Join("; ", found)}: whatever else differs between these goes with the readout too, and no test over these lots tells the two apart.";
    }

    /// <summary>Lots of so few cells that their shares are mostly chance, and what that does; null when there is none.</summary>
    /// <param name="lots">Names of the lots.</param>
    /// <param name="cells">Cells of each.</param>
    /// <param name="confidence">Confidence of the interval that is told.</param>
    /// <param name="help">What can be done about it, or empty.</param>
    public static string? FewCells(IReadOnlyList<string> lots, IReadOnlyList<int> cells, double confidence, string help)
    {
        int[] few = [.. Enumerable.Range(0, lots.Count).Where(l => cells[l] < EnoughCells).OrderBy(l => cells[l])];
        if (few.Length == 0) return null;
        int smallest = cells[few[0]], seen = Math.Max(1, (int)Math.Round(0.1 * smallest));
        Interval interval = ProportionInterval.Wilson(seen, smallest, confidence);
        string names = string.Join(", ", few.Take(20).Select(l => $"{lots[l]} ({cells[l]})")) + (few.Length > 20 ? $" and {few.Length - 20} more" : "");
        return string.Create(CultureInfo.InvariantCulture,
            $"{(few.Length == lots.Count ? "Every lot has" : few.Length == 1 ? "One lot has" : $"{few.Length} of {lots.Count} lots have")} fewer than {EnoughCells} cells: {names}. Each counts as a full replicate, though its shares are mostly chance: {seen} of {smallest} {(smallest == 1 ? "cell" : "cells")} is a share of {100 * interval.Low:0} to {100 * interval.High:0} % ({100 * confidence:0.##} % interval), so that real relations are missed.{(help.Length == 0 ? "" : " " + help)}");
    }

    /// <summary>Lots with the same numbers in every state are most likely one lot twice; null when all differ.</summary>
    /// <param name="lots">The lots.</param>
    /// <param name="partitions">Their states.</param>
    public static string? SameComposition(IReadOnlyList<TestedLot> lots, IReadOnlyList<StatePartition> partitions)
    {
        string[] same = [.. Enumerable.Range(0, lots.Count)
            .GroupBy(l => string.Join(';', partitions.SelectMany(p => Enumerable.Range(0, p.States.Count).Select(k => p.Count(l, k) is { } count ? $"{count}" : $"{p.Fractions(k)[l]:R}").Append($"{p.LotCells?[l]}"))), StringComparer.Ordinal)
            .Where(g => g.Count() > 1 && partitions.Any(p => p.States.Count > 1)).Select(g => string.Join(" = ", g.Select(l => lots[l].Name)))];
        return same.Length == 0 ? null
            : $"Lots with the same number in every state: {string.Join("; ", same)}. If one is a copy of the other it counts as a second replicate, and the p-values are too small.";
    }
}
