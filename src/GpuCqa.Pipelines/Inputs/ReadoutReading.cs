using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Pipelines.Associations;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>How readouts of a cohort sheet are read: as numbers, as the mean of replicates, or as ordered levels.</summary>
internal sealed class ReadoutReading
{
    private readonly IReadOnlyDictionary<string, string[]> levels;
    private readonly IReadOnlyDictionary<string, string[]> replicates;

    private ReadoutReading(IReadOnlyDictionary<string, string[]> levels, IReadOnlyDictionary<string, string[]> replicates)
    {
        this.levels = levels;
        this.replicates = replicates;
    }

    /// <summary>The levels as they are recorded.</summary>
    public IReadOnlyList<string> RecordedLevels => [.. levels.Select(l => $"{l.Key}={string.Join(',', l.Value)}")];

    /// <summary>The replicates as they are recorded.</summary>
    public IReadOnlyList<string> RecordedReplicates => ReadoutReplicates.Recorded(replicates);

    /// <summary>What a user says of the readouts.</summary>
    /// <param name="levels">"readout=first,second,...".</param>
    /// <param name="replicates">"readout=column,column,...".</param>
    /// <param name="readouts">The readouts as the sheet calls them.</param>
    /// <param name="columns">Columns of the sheet.</param>
    /// <exception cref="InvalidParameterException">An entry is malformed, or a readout has both.</exception>
    public static ReadoutReading Of(IReadOnlyList<string> levels, IReadOnlyList<string> replicates, IReadOnlyList<string> readouts, IReadOnlyCollection<string> columns)
    {
        var reading = new ReadoutReading(ReadoutLevels.Parse(levels, readouts), ReadoutReplicates.Parse(replicates, readouts, columns));
        return reading.levels.Keys.FirstOrDefault(reading.replicates.ContainsKey) is { } both ? throw new InvalidParameterException($"'{both}' has ordered levels and replicates; levels have no mean.") : reading;
    }

    /// <summary>Columns that a readout is read from.</summary>
    public IReadOnlyList<string> ColumnsOf(string readout) => replicates.GetValueOrDefault(readout) ?? [readout];

    /// <summary>The values of a readout, NaN where a lot has none or another level.</summary>
    /// <param name="cohort">The sheet.</param>
    /// <param name="readout">The readout.</param>
    /// <param name="lots">Lots of the sheet.</param>
    /// <param name="named">What the readout was called where its levels were; null = the same. New lots need not have every level.</param>
    /// <exception cref="NotFoundException">There is no such column.</exception>
    /// <exception cref="BadDataException">A value is no number, or no lot has a level.</exception>
    public ReadoutColumn Read(Cohort cohort, string readout, IReadOnlyList<Lot> lots, string? named = null)
    {
        foreach (string column in ColumnsOf(readout)) _ = CohortSheet.Column(cohort, column);
        if (replicates.TryGetValue(readout, out string[]? columns))
        {
            return ReadoutReplicates.Read(readout, columns, [.. lots.Select(l => l.Name)], (l, c) => lots[l].Columns[c],
                (l, c, finding) => new BadDataException(cohort.SheetPath, CohortSheet.Place(lots[l], columns.Contains(c) ? c : columns[0]), finding));
        }

        if (!levels.TryGetValue(named ?? readout, out string[]? words)) return Numbers(cohort, readout, lots);
        double[] values = [.. lots.Select(l => Array.IndexOf(words, l.Columns[readout]) is var at and >= 0 ? at : double.NaN)];
        if (named is null && words.FirstOrDefault(w => lots.All(l => l.Columns[readout] != w)) is { } unused)
            throw new BadDataException(cohort.SheetPath, $"column '{readout}'", $"no train lot has the level '{unused}'; the values are {Counted.List([.. lots.Select(l => l.Columns[readout]).Distinct(StringComparer.Ordinal)])}");
        string[] others = [.. lots.Where((l, i) => double.IsNaN(values[i]) && !MissingText.Is(l.Columns[readout])).Select(l => $"{l.Name} ({l.Columns[readout]})")];
        return new ReadoutColumn(values, others.Length == 0 ? [] : [$"{readout}: {Counted.Of(others.Length, "lot")} {Counted.Word(others.Length, "has", "have")} another level than {string.Join(", ", words)}: {Counted.List(others)}."]);
    }

    // Words where numbers are expected are groups, if they repeat.
    private static ReadoutColumn Numbers(Cohort cohort, string readout, IReadOnlyList<Lot> lots)
    {
        try
        {
            return CohortSheet.Readout(cohort, readout, lots);
        }
        catch (BadDataException error)
        {
            string[] words = [.. lots.Select(l => l.Columns[readout]).Where(t => !MissingText.Is(t)).Distinct(StringComparer.Ordinal)];
            bool grouped = words.Length >= 2 && words.Length <= Math.Max(2, lots.Count / 2) && words.All(w => !w.Any(char.IsDigit));
            if (!grouped) throw;
            throw new BadDataException(error.File, error.Place, $"its values are words; if they are groups or ordered levels, say their order: --levels \"{readout}={string.Join(',', words)}\"", error);
        }
    }
}
