using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Detections;

/// <summary>The search for a rare hazard from its parameters and a table of counted lots, if there is one, to the files of a result.</summary>
public sealed class DetectPipeline
{
    /// <summary>What provenance calls the table.</summary>
    public const string TableLabel = "table of counted lots";

    private static readonly string[] Roles = ["test", "blank", "spike"];

    private readonly DetectParameters parameters;
    private readonly DetectionLot[] lots;

    /// <summary>Takes the counts: columns cells and hazard, optional role (test, blank, spike), frequency (of spiked lots), removed_cells and removed_hazard (cells that quality control removed and that were scanned too).</summary>
    /// <param name="table">The table, or null.</param>
    /// <param name="parameters">How the search is made.</param>
    /// <exception cref="NotFoundException">A column is missing.</exception>
    /// <exception cref="BadDataException">A value is no number of cells; names file and place.</exception>
    public DetectPipeline(LotTable? table, DetectParameters parameters)
    {
        this.parameters = parameters;
        if (table is null)
        {
            lots = [];
            return;
        }

        LotTable counted = table;
        double[] cells = Column("cells", required: true)!, hazard = Column("hazard", required: true)!, frequency = Column("frequency", required: false) ?? [], removed = Column("removed_cells", required: false) ?? [], removedHazard = Column("removed_hazard", required: false) ?? [];
        lots = [.. counted.Names.Select((name, i) =>
        {
            string role = (counted.Optional(name, "role") ?? "test").ToLowerInvariant();
            // A cohort's lots are train lots unless they say otherwise.
            if (role == Lot.TrainRole) role = "test";
            if (!Roles.Contains(role)) throw new BadDataException(counted.Table.Path, $"line {counted.Table.LineOf(i)}", $"lot '{name}' has the role '{role}', expected test, blank or spike");
            long all = Count(cells, "cells", i), called = Count(hazard, "hazard", i), away = Count(removed, "removed_cells", i), awayCalled = Count(removedHazard, "removed_hazard", i);
            if (called > all || awayCalled > away) throw new BadDataException(counted.Table.Path, $"line {counted.Table.LineOf(i)}", $"lot '{name}' has more hazardous cells than cells");
            double spiked = frequency.Length == 0 ? double.NaN : frequency[i];
            if (role == "spike" && !(spiked is > 0 and < 1)) throw new BadDataException(counted.Table.Path, $"line {counted.Table.LineOf(i)}", $"lot '{name}' was spiked, and its frequency is no number between 0 and 1");
            return new DetectionLot(name, role, all + away, called + awayCalled, away, awayCalled, role == "spike" ? spiked : double.NaN, double.NaN, false);
        })];
        if (lots.Length == 0) throw new BadDataException(counted.Table.Path, null, "has no lot");

        long Count(double[] values, string column, int lot) => values.Length == 0 || double.IsNaN(values[lot]) ? 0
            : values[lot] is >= 0 and <= 1e15 && values[lot] == Math.Floor(values[lot]) ? (long)values[lot]
            : throw new BadDataException(counted.Table.Path, $"line {counted.Table.LineOf(lot)}, column '{column}'", "is no number of cells");

        double[]? Column(string name, bool required)
        {
            int at = Array.FindIndex(counted.Table.Headers, h => h.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at < 0) return required ? throw new NotFoundException($"{counted.Table.Path}: no column '{name}'; a table of counted lots has lot, cells, hazard, and may have role, frequency, removed_cells, removed_hazard") : null;
            double[] read = ReadoutColumn.Parse([.. counted.Table.Rows.Select(r => r[at])], (row, finding) => new BadDataException(counted.Table.Path, counted.Table.Place(row, at), finding)).Values;
            int missing = required ? Array.FindIndex(read, double.IsNaN) : -1;
            return missing < 0 ? read : throw new BadDataException(counted.Table.Path, counted.Table.Place(missing, at), "the value is missing; write 0 where no such cell was seen");
        }
    }

    /// <summary>Says what would be seen.</summary>
    /// <exception cref="InvalidParameterException">A parameter is out of its range.</exception>
    public DetectResult Run(StepProgress progress)
    {
        progress.Begin("detection", 0);
        DetectResult result = HazardSearch.Of(parameters, lots, []);
        progress.End();
        foreach (string warning in result.Warnings) progress.Warn(warning);
        return result;
    }

    /// <summary>Writes every file of a result into an existing folder.</summary>
    public static void Write(string folder, DetectResult result, Provenance provenance, ReportLanguage language, CancellationToken cancellation) =>
        ResultFiles.Write(folder, result, provenance, language, cancellation);
}
