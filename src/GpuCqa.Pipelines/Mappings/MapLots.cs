using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Pipelines.Inputs;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>The lots of a sheet that are mapped.</summary>
/// <param name="Lots">Lots with the value of each readout of the reference (NaN where the sheet has none), in sheet order.</param>
/// <param name="Missing">Readouts of the reference that are no column of the sheet.</param>
/// <param name="Notes">Which lots are left out and why, and how values were understood.</param>
internal sealed record MapLots(IReadOnlyList<LotInput> Lots, IReadOnlyList<string> Missing, IReadOnlyList<string> Notes)
{
    /// <summary>Those with one of the roles; every role but train where none is named.</summary>
    /// <param name="cohort">The sheet.</param>
    /// <param name="roles">Roles, or none.</param>
    /// <param name="parameters">Readouts of the reference, with their levels and replicates.</param>
    /// <exception cref="NotFoundException">No lot has a role that was named.</exception>
    /// <exception cref="PreconditionException">Every lot has the role train.</exception>
    /// <exception cref="BadDataException">A value of a readout is no number.</exception>
    public static MapLots Of(Cohort cohort, IReadOnlyList<string> roles, DiscoverParameters parameters)
    {
        IReadOnlyList<string> readouts = parameters.Readouts;
        string present = string.Join(", ", cohort.Lots.GroupBy(l => l.Role, StringComparer.Ordinal).Select(g => $"'{g.Key}' ({Counted.Of(g.Count(), "lot")})"));
        string[] asked = [.. roles.Select(r => r.ToLowerInvariant())];
        if (asked.FirstOrDefault(r => cohort.Lots.All(l => l.Role != r)) is { } unknown) throw new NotFoundException($"{cohort.SheetPath}: no lot has the role '{unknown}'; the roles are {present}.");
        Lot[] mapped = [.. cohort.Lots.Where(l => asked.Length == 0 ? l.Role != Lot.TrainRole : asked.Contains(l.Role))];
        if (mapped.Length == 0)
            throw new PreconditionException($"{cohort.SheetPath}: every lot has the role 'train', and there is none to map. Give the lots that were not used to find the cluster another role ('test'), in the column role.");
        var notes = new List<string>();
        var missing = new List<string>();
        var columns = new List<double[]>();
        var reading = ReadoutReading.Of(parameters.Levels, parameters.Replicates, readouts, cohort.Headers);
        foreach (string readout in readouts)
        {
            if (reading.ColumnsOf(readout) is { Count: > 1 } replicates)
            {
                bool there = replicates.All(cohort.Headers.Contains);
                if (!there) missing.Add(readout);
                ReadoutColumn? mean = there ? reading.Read(cohort, readout, mapped) : null;
                if (mean is not null) notes.AddRange(mean.Notes);
                columns.Add(mean?.Values ?? [.. Enumerable.Repeat(double.NaN, mapped.Length)]);
                continue;
            }

            if (ColumnNames.Match(readout, cohort.Headers) is not { } name)
            {
                missing.Add(readout);
                columns.Add([.. Enumerable.Repeat(double.NaN, mapped.Length)]);
                continue;
            }

            if (ColumnNames.Taken(readout, name) is { } taken) notes.Add(taken);
            ReadoutColumn column = reading.Read(cohort, name, mapped, readout);
            notes.AddRange(column.Notes);
            columns.Add(column.Values);
        }

        if (missing.Count > 0) notes.Add($"The sheet has no column {string.Join(" and ", missing)}: lots are mapped, but what is claimed of {Counted.Word(missing.Count, "it", "these")} is not tested.");
        Lot[] others = [.. cohort.Lots.Where(l => l.Role != Lot.TrainRole && !mapped.Contains(l))];
        if (others.Length > 0) notes.Add($"{Counted.Of(others.Length, "lot")} of other roles {Counted.Word(others.Length, "is", "are")} not mapped: {string.Join(", ", others.Select(l => $"{l.Name} ({l.Role})"))}.");
        return new MapLots([.. mapped.Select((lot, l) => new LotInput(lot, [.. columns.Select(c => c[l])]))], missing, notes);
    }
}
