using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;

namespace GpuCqa.Analysis.Cells;

/// <summary>Says which cells of a file of several lots are left out.</summary>
internal static class OtherCells
{
    /// <summary>One sentence for cells without a lot, for those of lots that are not used, and for those of lots that nobody named.</summary>
    /// <param name="cells">Cells of each name in the lot column that is no used lot.</param>
    /// <param name="unused">Lots of the cohort that are not used.</param>
    public static IEnumerable<string> Notes(IReadOnlyDictionary<string, long> cells, IReadOnlyCollection<string> unused)
    {
        long lotless = cells.Where(c => IsMissing(c.Key, unused)).Sum(c => c.Value);
        if (lotless > 0) yield return $"{Counted.Of(lotless, "cell")} {Counted.Word(lotless, "is without a lot and was", "are without a lot and were")} left out.";
        foreach (string note in Note(cells.Where(c => unused.Contains(c.Key)), "of the cohort that are not used here", "of the cohort that is not used here")) yield return note;
        foreach (string note in Note(cells.Where(c => !unused.Contains(c.Key) && !IsMissing(c.Key, unused)), "that the cohort does not name", "that the cohort does not name")) yield return note;
    }

    /// <summary>The error of a lot without a cell.</summary>
    /// <param name="lot">Name of the lot.</param>
    /// <param name="own">Its own source, or null when cells name their lot.</param>
    /// <param name="sources">The sources that were searched.</param>
    /// <param name="others">Cells of each other name in the lot column.</param>
    public static GpuCqaException Missing(string lot, CellSource? own, IEnumerable<CellSource> sources, IReadOnlyDictionary<string, long> others) => own is not null
        ? new BadDataException(own.Path, null, $"lot '{lot}' has no cells.")
        : new NotFoundException($"Lot '{lot}' has no cells: no cell of {string.Join(", ", sources.Select(f => f.Path))} has this name in its lot column{(others.Count > 0 ? $", which also names {Counted.List([.. others.Keys.Order(StringComparer.Ordinal)])}" : "")}.");

    private static bool IsMissing(string name, IReadOnlyCollection<string> unused) => MissingText.Is(name.Trim()) && !unused.Contains(name);

    private static IEnumerable<string> Note(IEnumerable<KeyValuePair<string, long>> cells, string many, string one)
    {
        KeyValuePair<string, long>[] all = [.. cells.OrderBy(c => c.Key, StringComparer.Ordinal)];
        if (all.Length == 0) yield break;
        long sum = all.Sum(c => c.Value);
        string lots = Counted.List([.. all.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} ({c.Value})"))]);
        yield return $"{Counted.Of(sum, "cell")} of {(all.Length == 1 ? $"one lot {one}" : $"{Counted.Of(all.Length, "lot")} {many}")} {Counted.Word(sum, "was", "were")} left out: {lots}.";
    }
}
