using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Spikes;

/// <summary>Spikes hazardous cells into lots and maps them there.</summary>
/// <remarks>
/// Of a lot of n cells at a frequency f, Bin(n, f) cells are replaced by cells of one donor that is not the lot's. They pass the lot's own limits of quality control, or are scanned as removed cells are; they are placed by the
/// correction of the lot with those that passed in it (Symphony), labelled by the nearest cells of the reference without the lot that they are from, and refused by the reference's limits, cell by cell. What of the lot's other cells is
/// called is drawn anew, as another sample of the lot would show it. A lot and its spikes depend on no other lot.
/// </remarks>
public static class SpikeIn
{
    /// <summary>Spikes every lot at every frequency.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="calibration">Limits, of Symphony.</param>
    /// <param name="call">What is called.</param>
    /// <param name="sources">Hazardous cells, one entry a donor; each is used for as many runs as the others.</param>
    /// <param name="lots">The lots.</param>
    /// <param name="replicates">Runs per lot and frequency.</param>
    /// <param name="votes">Nearest reference cells that vote.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="done">Receives the number of sources that are done.</param>
    /// <param name="cancellation">Stops between sources and lots.</param>
    /// <returns>Runs by lot, frequency (largest first) and replicate; a lot whose donor is that of every source has none.</returns>
    public static IReadOnlyList<SpikedRun> Run(
        ComputeDevice device, ReferenceModel reference, Calibration calibration, HazardCall call, IReadOnlyList<HazardCells> sources, IReadOnlyList<SpikeLot> lots, int replicates, int votes, ulong seed, Action<long> done, CancellationToken cancellation)
    {
        int levels = SpikedSeries.Frequencies.Count;
        var runs = new SpikedRun?[lots.Count, levels, replicates];
        int[][] eligible = [.. lots.Select(l => Enumerable.Range(0, sources.Count).Where(s => sources[s].Name != l.Name && (l.Donor is null || sources[s].Donor != l.Donor)).ToArray())];
        for (int s = 0; s < sources.Count; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            // What a donor's cells are mapped onto is prepared once for all lots.
            using SymphonyReference places = SymphonyReference.Of(device, reference, sources[s].TrainLot);
            for (int l = 0; l < lots.Count; l++)
            {
                cancellation.ThrowIfCancellationRequested();
                int turn = Array.IndexOf(eligible[l], s);
                if (turn < 0) continue;
                var drawn = new List<Draw>();
                for (int f = 0; f < levels; f++)
                {
                    for (int r = turn; r < replicates; r += eligible[l].Length) drawn.Add(Draw.Of(sources[s], lots[l], f, r, new Philox(seed, RandomPurpose.SpikedCells, ((ulong)l << 40) | ((ulong)f << 32) | (uint)r)));
                }

                Spike(device, reference, calibration, call, places, sources[s], lots[l], drawn, votes, cancellation);
                foreach (Draw d in drawn) runs[l, d.Level, d.Replicate] = d.Run(sources[s], lots[l]);
            }

            done(s + 1);
        }

        return [.. runs.Cast<SpikedRun?>().OfType<SpikedRun>()];
    }

    // All spiked cells of one source and lot are labelled in one search: each was placed in the company of its own run.
    private static void Spike(ComputeDevice device, ReferenceModel reference, Calibration calibration, HazardCall call, SymphonyReference places, HazardCells source, SpikeLot lot, List<Draw> drawn, int votes, CancellationToken cancellation)
    {
        int total = drawn.Sum(d => d.Cells.Length);
        if (total == 0) return;
        var embedding = new DenseMatrix<float>(total, reference.Dimensions);
        double[] strangeness = new double[total];
        double[]? own = places.Soft is { } compressed ? SymphonyCorrection.Sums(device, lot.Projection, compressed) : null;
        int at = 0;
        foreach (Draw draw in drawn)
        {
            if (draw.Cells.Length == 0) continue;
            DenseMatrix<float> projection = Rows(source.Projection, draw.Cells);
            DenseMatrix<float> placed = projection.FirstColumns(reference.Dimensions);
            if (places.Soft is { } soft)
            {
                // Cells that quality control removes have no part in the correction.
                int[] kept = [.. Enumerable.Range(0, draw.Cells.Length).Where(i => !draw.Removed[i])];
                double[] sums = (double[])own!.Clone();
                SymphonyCorrection.Accumulate(Rows(projection, kept), 0, kept.Length, soft, sums);
                placed = SymphonyCorrection.Move(device, projection, soft, SymphonyCorrection.Effects(sums, soft));
            }

            for (int i = 0; i < draw.Cells.Length; i++)
            {
                placed.Row(i).CopyTo(embedding.Row(at + i));
                strangeness[at + i] = source.Strangeness[draw.Cells[i]];
            }

            at += draw.Cells.Length;
        }

        Judgement judgement = Refusal.Judge(calibration, SymphonyTransfer.Vote(device, reference, places, embedding, votes, cancellation), strangeness);
        at = 0;
        foreach (Draw draw in drawn)
        {
            for (int i = 0; i < draw.Cells.Length; i++, at++)
            {
                if (!call.Of(judgement, at)) continue;
                draw.Called++;
                if (draw.Removed[i]) draw.RemovedCalled++;
            }
        }
    }

    private static DenseMatrix<float> Rows(DenseMatrix<float> matrix, int[] rows)
    {
        var result = new DenseMatrix<float>(rows.Length, matrix.Columns);
        for (int i = 0; i < rows.Length; i++) matrix.Row(rows[i]).CopyTo(result.Row(i));
        return result;
    }

    /// <summary>The spiked cells of one run.</summary>
    private sealed class Draw
    {
        public required int Level { get; init; }

        public required int Replicate { get; init; }

        public required int[] Cells { get; init; }

        public required bool[] Removed { get; init; }

        public required long OwnCalled { get; init; }

        public long Called { get; set; }

        public long RemovedCalled { get; set; }

        public static Draw Of(HazardCells source, SpikeLot lot, int level, int replicate, Philox random)
        {
            int spiked = (int)BinomialThinning.Binomial(ref random, lot.Cells, SpikedSeries.Frequencies[level]);
            int[] pool = [.. Enumerable.Range(0, source.Count)], cells = new int[spiked];
            for (int i = 0; i < spiked; i++)
            {
                // Each cell once until all were taken.
                int left = pool.Length - (i % pool.Length), pick = (int)(random.NextDouble() * left);
                cells[i] = pool[pick];
                (pool[pick], pool[left - 1]) = (pool[left - 1], pool[pick]);
            }

            long own = BinomialThinning.Binomial(ref random, lot.Cells - spiked, (double)lot.Called / lot.Cells);
            bool[] removed = lot.Limits is { } limits ? Array.ConvertAll(cells, c => QcTally.Reason(limits, source.DetectedGenes[c], source.Totals[c], source.MitoPercent[c]) is not null) : new bool[spiked];
            return new Draw { Level = level, Replicate = replicate, Cells = cells, Removed = removed, OwnCalled = own };
        }

        public SpikedRun Run(HazardCells source, SpikeLot lot) =>
            new(lot.Name, source.Name, SpikedSeries.Frequencies[Level], lot.Cells, lot.Called, Cells.Length, Removed.LongCount(r => r), Called, RemovedCalled, OwnCalled);
    }
}
