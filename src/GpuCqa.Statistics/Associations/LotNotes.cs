namespace GpuCqa.Statistics;

/// <summary>What about the lots themselves weakens a family of tests, in words that stand beside the finding.</summary>
public static class LotNotes
{
    /// <summary>Lots of one donor are not exchangeable; null when each has its own.</summary>
    /// <param name="donors">Donor of each lot, or null.</param>
    public static string? RepeatedDonors(IEnumerable<string?> donors)
    {
        string[] repeated = [.. donors.OfType<string>().GroupBy(d => d, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
        return repeated.Length == 0 ? null
            : $"Several lots come from one donor ({string.Join(", ", repeated)}). Lots are permuted freely, as if each had its own donor, so the p-values are too small if donors differ; keep one lot a donor to be safe.";
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
