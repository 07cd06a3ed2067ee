using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Reporting.Folders;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>Writes a simulated cohort as a folder: sheet, one 10x folder or h5ad file per lot, truth, manifest.</summary>
/// <remarks>
/// The folder appears whole or not at all. Cells are made in parts, a few for each thread at a time, so memory does not grow with the cells.
/// The bytes are a function of parameters, seed and format.
/// </remarks>
public static class CohortWriter
{
    /// <summary>Checks that the folder can be made, before any work.</summary>
    public static void Check(string path, bool force) => ResultFolder.Check(path, force, CohortFiles.Manifest);

    /// <summary>Writes the cohort.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="path">The folder to make.</param>
    /// <param name="force">Whether a simulated cohort that is there already may be replaced.</param>
    /// <param name="format">How the cells of a lot are stored.</param>
    /// <param name="device">Its host threads make and compress cells side by side.</param>
    /// <param name="progress">Receives cells written.</param>
    /// <param name="cancellation">Stops between parts; nothing is left.</param>
    /// <returns>Path of the cohort sheet.</returns>
    /// <exception cref="Core.Errors.PreconditionException">The folder exists, or cannot be written.</exception>
    public static string Write(SimulatedCohort cohort, string path, bool force, LotFormat format, ComputeDevice device, StepProgress progress, CancellationToken cancellation = default)
    {
        ResultFolder.Write(path, force, CohortFiles.Manifest, folder => Fill(cohort, folder, format, device, progress, cancellation), cancellation);
        return Path.Combine(path, CohortFiles.Sheet);
    }

    private static void Fill(SimulatedCohort cohort, string folder, LotFormat format, ComputeDevice device, StepProgress progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(folder, CohortFiles.Lots));
        CohortTables.WriteSheet(cohort, format, Path.Combine(folder, CohortFiles.Sheet));
        CohortTables.WriteFractions(cohort, Path.Combine(folder, CohortFiles.Fractions));
        CohortTables.WriteGenes(cohort, Path.Combine(folder, CohortFiles.Genes));
        SimulationManifest.Of(cohort).Write(Path.Combine(folder, CohortFiles.Manifest));
        new CohortCells(cohort, folder, format).Write(device, progress, cancellation);
    }
}
