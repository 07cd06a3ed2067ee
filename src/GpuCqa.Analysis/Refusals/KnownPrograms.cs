using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Directions in which the cells of the train lots differ beyond their classes: mitochondrial share, stress, cycle, states that no resolution tells apart. What lies along them is not new.</summary>
public static class KnownPrograms
{
    /// <summary>Ways of weighting genes that programs are sought with: Pearson residuals, which see programs of near-silent genes, and a step towards the score of a log change, which sees small shifts of expressed genes.</summary>
    internal static readonly double[] Powers = [1, 1.5];

    internal const int PowerCount = 2;

    /// <summary>Directions that are kept.</summary>
    public const int Directions = LotResiduals.Lanes;

    /// <summary>Cells that they are sought in at most, of one lot and of all.</summary>
    public const int MostCellsPerLot = 1000, MostCells = 30_000;

    private const int Sweeps = 8, LotsAtOnce = 4, FewestCellsPerLot = 50;

    /// <summary>Memory that is taken beside the reference and the counts, in bytes, about.</summary>
    /// <param name="lots">Lots.</param>
    /// <param name="cells">Cells of all.</param>
    /// <param name="entries">Counts other than zero.</param>
    /// <param name="genes">Genes.</param>
    public static long BytesOf(long lots, long cells, long entries, long genes)
    {
        long rows = Math.Min(Math.Min(cells, lots * MostCellsPerLot), MostCells), copied = (long)((double)entries * rows / Math.Max(1, cells));
        return LotResiduals.BytesOfRows(copied) + (32 * lots * genes) + (Math.Min(lots, LotsAtOnce) * LotResiduals.BytesOf(MostCellsPerLot, genes));
    }

    /// <summary>Finds them.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="values">Raw counts of its cells, blocks of cells x genes, CSR, in cell order.</param>
    /// <param name="cancellation">Stops between sweeps.</param>
    /// <returns>One matrix for each way of weighting genes: directions x genes, orthonormal rows, float32.</returns>
    public static IReadOnlyList<DenseMatrix<float>> Of(ComputeDevice device, ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values, CancellationToken cancellation = default)
    {
        return StrangenessModel.Of(reference) is { } model ? Of(device, model, reference, values, cancellation) : [];
    }

    /// <summary>The same, with the reference's classes.</summary>
    internal static IReadOnlyList<DenseMatrix<float>> Of(ComputeDevice device, StrangenessModel model, ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values, CancellationToken cancellation)
    {
        int most = Math.Clamp(MostCells / Math.Max(1, reference.Lots.Count), FewestCellsPerLot, MostCellsPerLot);
        int[][] cells = [.. LeftOutStrangeness.Groups(reference.Cells.Lots, reference.Lots.Count).Where(own => own.Length > 0).Select(own => CalibrationTargets.Even(own, most))];
        var lots = new (LotResiduals Residuals, ResidualRows Rows, int[] All)[cells.Length];
        for (int l = 0; l < lots.Length; l++)
        {
            cancellation.ThrowIfCancellationRequested();
            LotCells lot = LotCells.Of(values, cells[l]);
            DenseMatrix<float> explained = model.Explain(device, lot);
            int[] all = [.. Enumerable.Range(0, lot.Count)];
            var residuals = LotResiduals.Of(device, model, lot, explained, LotSums.Of(lot, explained));
            lots[l] = (residuals, residuals.Rows(all), all);
        }

        double[][] start = Basis.Random(Directions, reference.Genes.Count, reference.Parameters.Seed), basis = [.. Powers.SelectMany(_ => start).Select(v => (double[])v.Clone())], next = [.. basis.Select(v => new double[v.Length])];
        // Lots side by side, their sums added in their order.
        var parts = new (ProductTables Tables, double[][] Sums)[Math.Min(LotsAtOnce, lots.Length)];
        for (int p = 0; p < parts.Length; p++) parts[p] = (lots[0].Residuals.NewTables(), lots[0].Residuals.NewDirections());
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (double[] v in next) Array.Clear(v);
            for (int first = 0; first < lots.Length; first += parts.Length)
            {
                int here = Math.Min(parts.Length, lots.Length - first), before = first;
                double[][] from = basis, to = next;
                device.ForEach(here, p =>
                {
                    (LotResiduals residuals, ResidualRows rows, int[] all) = lots[before + p];
                    var scores = new LaneTable(all.Length);
                    residuals.Prepare(from, parts[p].Tables);
                    residuals.Times(parts[p].Tables, rows, null, scores);
                    residuals.TransposeTimes(scores, rows, all, parts[p].Tables, parts[p].Sums);
                });
                device.ForEach(to.Length, j =>
                {
                    for (int p = 0; p < here; p++)
                    {
                        double[] part = parts[p].Sums[j];
                        for (int g = 0; g < part.Length; g++) to[j][g] += part[g];
                    }
                });
            }

            device.ForEach(Powers.Length, p => Basis.Orthonormalize(next.AsSpan(p * Directions, Directions), []));
            (basis, next) = (next, basis);
        }

        return [.. Powers.Select((_, p) =>
        {
            var result = new DenseMatrix<float>(Directions, reference.Genes.Count);
            for (int j = 0; j < Directions; j++)
                for (int g = 0; g < result.Columns; g++) result[j, g] = (float)basis[(p * Directions) + j][g];
            return result;
        })];
    }
}
