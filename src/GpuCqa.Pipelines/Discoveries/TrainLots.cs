using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;

namespace GpuCqa.Pipelines.Discoveries;

/// <summary>The lots that a discovery learns from.</summary>
/// <param name="Lots">Train lots with a value of every readout, in sheet order.</param>
/// <param name="Readouts">The readouts as the cohort calls them.</param>
/// <param name="Notes">Which lots are left out and why, and how values were understood.</param>
public sealed record TrainLots(IReadOnlyList<LotInput> Lots, IReadOnlyList<string> Readouts, IReadOnlyList<string> Notes)
{
    /// <summary>The columns that say what may change places, as the cohort calls them.</summary>
    internal DesignColumns Design { get; private init; } = new([], null, []);

    /// <summary>Ordered levels of readouts, as the cohort calls these.</summary>
    public IReadOnlyList<string> Levels { get; private init; } = [];

    /// <summary>Column of the cells that readouts were measured of, as the cohort calls it; null without one.</summary>
    public string? CellsOf { get; private init; }

    /// <summary>Columns of replicates, as the cohort calls them.</summary>
    public IReadOnlyList<string> Replicates { get; private init; } = [];

    /// <summary>Those of a cohort with numbers as readouts.</summary>
    /// <exception cref="GpuCqaException">As the other overload.</exception>
    public static TrainLots Of(Cohort cohort, IReadOnlyList<string> readouts) => Of(cohort, new DiscoverParameters { Readouts = readouts });

    /// <summary>Those of a cohort.</summary>
    /// <exception cref="NotFoundException">A readout is no column of the cohort.</exception>
    /// <exception cref="InvalidParameterException">Two readouts are one column.</exception>
    /// <exception cref="BadDataException">A value is not a number.</exception>
    /// <exception cref="PreconditionException">No train lot has a value.</exception>
    public static TrainLots Of(Cohort cohort, DiscoverParameters parameters)
    {
        IReadOnlyList<string> readouts = parameters.Readouts;
        string[] names = [.. readouts.Select(r => ColumnNames.Match(r, cohort.Headers) ?? r)];
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InvalidParameterException($"The readout '{twice.Key}' is named twice.");
        var notes = readouts.Select((r, i) => ColumnNames.Taken(r, names[i])).OfType<string>().ToList();
        Lot[] train = [.. cohort.Lots.Where(l => l.Role == Lot.TrainRole)];
        if (train.Length == 0)
        {
            throw new PreconditionException($"{cohort.SheetPath}: no lot has the role 'train'; the roles are {string.Join(", ", cohort.Lots.GroupBy(l => l.Role, StringComparer.Ordinal).Select(g => $"'{g.Key}' ({Counted.Of(g.Count(), "lot")})"))}. "
                + "Write train in the column role for the lots to learn from.");
        }

        var reading = ReadoutReading.Of(parameters.Levels, parameters.Replicates, names, cohort.Headers);
        DesignColumns design = DesignColumns.Of(parameters, c => ColumnNames.Match(c, cohort.Headers) ?? c);
        foreach (string column in design.All) _ = CohortSheet.Column(cohort, column);
        ReadoutColumn[] columns = [.. names.Select(r => reading.Read(cohort, r, train))];
        notes.AddRange(columns.SelectMany(c => c.Notes));
        bool[][] has = [.. columns.Select(c => Array.ConvertAll(c.Values, v => !double.IsNaN(v)))];
        int[] used = [.. Enumerable.Range(0, train.Length).Where(l => has.All(h => h[l]))];
        if (used.Length == 0) throw new PreconditionException($"{cohort.SheetPath}: no lot has the role 'train' and a value of {string.Join(" and ", names)}.");
        if (used.Length < train.Length) notes.Add(Without(train, names, has));
        if (train.Length < cohort.Lots.Count) notes.Add(OtherRoles(cohort));
        (string Text, string Path, string Place) Text(int l, string column) => (train[l].Columns[column], cohort.SheetPath, CohortSheet.Place(train[l], column));
        double[][] covariates = design.Numbers([.. used.Select(l => train[l].Name)], (u, c) => Text(used[u], c));
        string? cellsOf = parameters.EffectiveCellsOf is { } asked ? ColumnNames.Match(asked, cohort.Headers) ?? asked : null;
        if (cellsOf is not null) _ = CohortSheet.Column(cohort, cellsOf);
        double[] measured = DesignColumns.Cells(cellsOf, [.. used.Select(l => train[l].Name)], (u, c) => Text(used[u], c));
        LotInput[] lots = [.. used.Select((l, u) => new LotInput(train[l], [.. columns.Select(c => c.Values[l])])
        {
            Block = design.BlockOf(c => Text(l, c)), Unit = design.UnitOf(c => Text(l, c)), Covariates = [.. covariates.Select(c => c[u])], MeasuredCells = measured[u],
        })];
        return new TrainLots(lots, names, notes) { Design = design.Recorded(), Levels = reading.RecordedLevels, Replicates = reading.RecordedReplicates, CellsOf = cellsOf };
    }

    // Readouts are permuted together, so that the family keeps what they share: each order deals all values of a lot to another lot, which needs a value of every readout.
    private static string Without(Lot[] train, string[] readouts, bool[][] has)
    {
        int[] left = [.. Enumerable.Range(0, train.Length).Where(l => has.Any(h => !h[l]))];
        string head = $"{Counted.Of(left.Length, "train lot")} {Counted.Word(left.Length, "has", "have")} no value of a readout and {Counted.Word(left.Length, "is", "are")} left out";
        if (readouts.Length == 1) return $"{head}: {string.Join(", ", left.Select(l => train[l].Name))}.";
        IEnumerable<string> lots = left.Select(l => $"{train[l].Name} (no {string.Join(", ", readouts.Where((_, r) => !has[r][l]))})");
        IEnumerable<string> alone = readouts.Select((name, r) => (Name: name, All: has[r].Count(h => h), More: left.Where(l => has[r][l]).Select(l => train[l].Name).ToArray())).Where(r => r.More.Length > 0)
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Name} alone would be tested on {Counted.Of(r.All, "lot")} (with {string.Join(", ", r.More)})"));
        string more = string.Join("; ", alone);
        return $"{head} of every test, because readouts of one family are permuted together: {string.Join(", ", lots)}.{(more.Length > 0 ? $" Run by itself, {more}." : "")}";
    }

    private static string OtherRoles(Cohort cohort)
    {
        Lot[] others = [.. cohort.Lots.Where(l => l.Role != Lot.TrainRole)];
        IEnumerable<string> roles = others.GroupBy(l => l.Role, StringComparer.Ordinal).Select(g => $"{string.Join(", ", g.Select(l => l.Name))} (role {g.Key})");
        return $"{Counted.Of(others.Length, "lot")} of {cohort.Lots.Count} {Counted.Word(others.Length, "is", "are")} not used, because only lots of the role train are: {string.Join("; ", roles)}. They are what a finding is tested on: gpucqa map maps their cells onto the reference of this result.";
    }
}
