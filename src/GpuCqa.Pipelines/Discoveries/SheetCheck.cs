using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Discoveries;

/// <summary>Whether a discovery would take a cohort sheet, before any cell is read.</summary>
public static class SheetCheck
{
    private static readonly string[] Described = ["lot", "path", "role", "donor", "tissue", "batch", "process"];

    /// <summary>Passes a sheet that a discovery would take with the readouts, or, where none are named, with some column of it.</summary>
    /// <param name="path">The sheet.</param>
    /// <param name="readouts">Readouts, or none.</param>
    /// <param name="lotColumn">Per-cell column that names the lot, or null.</param>
    /// <exception cref="GpuCqaException">What the discovery would end with.</exception>
    public static void Require(string path, IReadOnlyList<string> readouts, string? lotColumn)
    {
        Cohort cohort = CohortSheet.Read(path, sharedFile: lotColumn is not null);
        if (readouts.Count > 0)
        {
            _ = Pipeline(cohort, ColumnNames.Split(readouts, cohort.Headers), lotColumn);
            return;
        }

        Lot[] train = [.. TrainLots.Of(cohort, []).Lots.Select(l => l.Lot)];
        string[] columns = [.. cohort.Headers.Where(h => !Described.Contains(h, StringComparer.OrdinalIgnoreCase))];
        GpuCqaException? first = null, text = null;
        foreach (string column in columns)
        {
            try
            {
                if (CohortSheet.Readout(cohort, column, train).Values.All(double.IsNaN)) continue;
            }
            catch (BadDataException error)
            {
                text ??= error;
                continue;
            }

            try
            {
                _ = Pipeline(cohort, [column], lotColumn);
                return;
            }
            catch (GpuCqaException error)
            {
                first ??= error;
            }
        }

        throw first ?? text ?? new NotFoundException($"{path}: no column has a number for a train lot, so that there is no readout; the columns are {string.Join(", ", cohort.Headers)}.");
    }

    private static DiscoveryPipeline Pipeline(Cohort cohort, IReadOnlyList<string> readouts, string? lotColumn) => new(cohort, new DiscoverParameters { Readouts = readouts }, lotColumn, new CellFileOptions());
}
