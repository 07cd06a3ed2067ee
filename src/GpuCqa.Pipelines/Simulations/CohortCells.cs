using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Formats.Gzip;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>Writes the cells of a cohort and their truth.</summary>
/// <remarks>
/// Batches of parts are made and packed side by side, across lots, and appended in order. Memory: one batch, and the profiles of its lots;
/// it does not grow with the cells. No byte depends on the size of a batch or on threads.
/// </remarks>
internal sealed class CohortCells(SimulatedCohort cohort, string folder, LotFormat format)
{
    // Parts take unequal time, so a thread should find several in a batch; more of them only take memory.
    private const int PartsPerThread = 3;

    /// <summary>Writes all lots.</summary>
    public void Write(ComputeDevice device, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("simulate", cohort.CellCount);
        using var truth = new PackedTextFile(Path.Combine(folder, CohortFiles.Cells));
        truth.Append(PackedText.Of(CellTruthLines.Header, last: false));
        var open = new Dictionary<int, LotCells>();
        LotWriter? writer = null;
        long done = 0;
        try
        {
            foreach (CohortPart[] batch in CohortPart.Of(cohort).Chunk(PartsPerThread * device.Info.Threads))
            {
                Open(open, batch, device);
                var made = new (object Cells, PackedText Truth)[batch.Length];
                device.ForEach(batch.Length, i =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    CohortPart part = batch[i];
                    SimulatedLot lot = cohort.Lots[part.Lot];
                    made[i] = (format.Pack(open[part.Lot].Read(part.First, part.Count), part.First, part.EndsLot(lot)), PackedText.Of(CellTruthLines.Of(lot, part.First, part.Count), last: false));
                });
                for (int i = 0; i < batch.Length; i++)
                {
                    SimulatedLot lot = cohort.Lots[batch[i].Lot];
                    writer ??= format.Create(Path.Combine(folder, format.PathOf(lot.Name)), lot);
                    writer.Append(made[i].Cells);
                    truth.Append(made[i].Truth);
                    made[i] = default;
                    progress.Report(done += batch[i].Count);
                    if (!batch[i].EndsLot(lot)) continue;
                    writer.Finish();
                    writer.Dispose();
                    writer = null;
                    cancellation.ThrowIfCancellationRequested();
                }
            }

            truth.Finish();
        }
        finally
        {
            writer?.Dispose();
        }

        progress.End();
    }

    /// <summary>Prepares the lots of a batch and drops those before it.</summary>
    private void Open(Dictionary<int, LotCells> open, CohortPart[] batch, ComputeDevice device)
    {
        foreach (int lot in open.Keys.Where(l => l < batch[0].Lot).ToArray()) open.Remove(lot);
        int[] fresh = [.. batch.Select(p => p.Lot).Distinct().Where(l => !open.ContainsKey(l))];
        var opened = new LotCells[fresh.Length];
        device.ForEach(fresh.Length, i => opened[i] = cohort.Lots[fresh[i]].Open());
        for (int i = 0; i < fresh.Length; i++) open.Add(fresh[i], opened[i]);
    }
}
