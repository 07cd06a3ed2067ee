using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>Opens the files of cells of some lots of a cohort.</summary>
public static class CellSources
{
    /// <summary>Opens them; headers are read, cells are not.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="lots">The lots that are used.</param>
    /// <param name="lotColumn">Per-cell column that names the lot, or null.</param>
    /// <param name="files">How files are read.</param>
    /// <param name="note">Receives what was left out or assumed in reading, with names of lots instead of paths.</param>
    /// <param name="warn">Receives what undermines what is found in them.</param>
    /// <exception cref="InvalidParameterException">A lot has no file.</exception>
    /// <exception cref="BadDataException">A header is damaged.</exception>
    public static CohortInput Open(Cohort cohort, IReadOnlyList<LotInput> lots, string? lotColumn, CellFileOptions files, Action<string> note, Action<string> warn)
    {
        CellFileOptions options = files with { GroupColumn = lotColumn };
        FileNotes notes = new(note), warnings = new(warn);
        if (lotColumn is null && lots.FirstOrDefault(l => l.Lot.Path is null) is { } pathless)
            throw new InvalidParameterException($"{cohort.SheetPath}: lot '{pathless.Lot.Name}' has no path. Give it one, or name the per-cell column of lots with --lot-column.");
        (string Path, string Name, int Lot)[] paths = lotColumn is null
            ? [.. lots.Select((l, i) => (l.Lot.Path!, l.Lot.Name, i))]
            : [.. lots.Select(l => l.Lot.Path).OfType<string>().Distinct(StringComparer.Ordinal).Select(p => (p, Path.GetFileName(p), -1))];
        if (paths.Length == 0) throw new InvalidParameterException($"{cohort.SheetPath}: --lot-column needs a file of cells in the path of at least one lot.");
        PlateColumns? plates = PlateColumns.Of(cohort, files.Images);
        CellSource Source(string path, string name, string? lot) => CellFiles.Open(path, options with { Note = notes.Of(name, path), Warn = warnings.Of(name, path), Images = plates?.For(lot) });
        CellInput[] inputs = [.. paths.Select(p => new CellInput(Source(p.Path, p.Name, p.Lot < 0 ? null : lots[p.Lot].Lot.Name), p.Lot))];
        var read = paths.Select(p => p.Path).ToHashSet(StringComparer.Ordinal);
        CellSource[] controls = [.. (plates?.ControlLots ?? []).Where(l => l.Path is not null && read.Add(l.Path)).Select(l => Source(l.Path!, l.Name, lotColumn is null ? l.Name : null))];
        notes.Tell();
        warnings.Tell();
        var used = lots.Select(l => l.Lot.Name).ToHashSet(StringComparer.Ordinal);
        return new CohortInput(lots, inputs) { ControlSources = controls, UnusedLots = [.. cohort.Lots.Select(l => l.Name).Where(n => !used.Contains(n))] };
    }
}
