using GpuCqa.Analysis.Simulation;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.Tenx;
using GpuCqa.Reporting.Folders;

namespace GpuCqa.Cli.Simulation;

/// <summary>Writes a simulated cohort as a folder: sheet, one 10x folder per lot, truth, manifest.</summary>
/// <remarks>
/// The folder appears whole or not at all. Lots are made and written side by side; each thread holds one block of cells, so memory does not
/// grow with the cells. The bytes are a function of parameters and seed.
/// </remarks>
public static class CohortWriter
{
    private const int BlockCells = 1024;

    /// <summary>Checks that the folder can be made, before any work.</summary>
    public static void Check(string path, bool force) => ResultFolder.Check(path, force, CohortFiles.Manifest);

    /// <summary>Writes the cohort.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="path">The folder to make.</param>
    /// <param name="force">Whether a simulated cohort that is there already may be replaced.</param>
    /// <param name="device">Its host threads make and write lots side by side.</param>
    /// <param name="progress">Receives cells written.</param>
    /// <param name="cancellation">Stops between blocks; nothing is left.</param>
    /// <returns>Path of the cohort sheet.</returns>
    /// <exception cref="Core.Errors.PreconditionException">The folder exists, or cannot be written.</exception>
    public static string Write(SimulatedCohort cohort, string path, bool force, ComputeDevice device, StepProgress progress, CancellationToken cancellation = default)
    {
        ResultFolder.Write(path, force, CohortFiles.Manifest, folder => Fill(cohort, folder, device, progress, cancellation), cancellation);
        return Path.Combine(path, CohortFiles.Sheet);
    }

    private static void Fill(SimulatedCohort cohort, string folder, ComputeDevice device, StepProgress progress, CancellationToken cancellation)
    {
        CohortTables.WriteSheet(cohort, Path.Combine(folder, CohortFiles.Sheet));
        CohortTables.WriteFractions(cohort, Path.Combine(folder, CohortFiles.Fractions));
        CohortTables.WriteGenes(cohort, Path.Combine(folder, CohortFiles.Genes));
        CohortTables.WriteCells(cohort, Path.Combine(folder, CohortFiles.Cells), cancellation);
        SimulationManifest.Of(cohort).Write(Path.Combine(folder, CohortFiles.Manifest));

        progress.Begin("simulate", cohort.CellCount);
        var written = new Lock();
        long cells = 0;
        device.ForEach(cohort.Lots.Count, l =>
        {
            SimulatedLot lot = cohort.Lots[l];
            TenxFolderWriter.Write(Path.Combine(folder, CohortFiles.Lots, lot.Name), lot.Features, Counted(lot), cancellation);
        });
        progress.End();

        IEnumerable<CellBlock> Counted(SimulatedLot lot)
        {
            foreach (CellBlock block in lot.ReadBlocks(BlockCells, cancellation: cancellation))
            {
                yield return block;
                lock (written) progress.Report(cells += block.Barcodes.Length);
            }
        }
    }
}
