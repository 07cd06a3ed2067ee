using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Directions in which the cells of the train lots differ beyond their classes: mitochondrial share, stress, cycle, states that no resolution tells apart. What lies along them is not new.</summary>
public static class KnownPrograms
{
    /// <summary>Ways of weighting genes that programs are sought with: Pearson residuals, which see programs of near-silent genes, and a step towards the score of a log change, which sees small shifts of expressed genes.</summary>
    internal static readonly double[] Powers = [1, 1.5];

    /// <summary>Directions that are kept.</summary>
    public const int Directions = LotResiduals.Lanes;

    private const int Sweeps = 8, MostCellsPerLot = 1000;

    /// <summary>Finds them.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="values">Raw counts of its cells, blocks of cells x genes, CSR, in cell order.</param>
    /// <param name="cancellation">Stops between sweeps.</param>
    /// <returns>One matrix for each way of weighting genes: directions x genes, orthonormal rows, float32.</returns>
    public static IReadOnlyList<DenseMatrix<float>> Of(ComputeDevice device, ReferenceModel reference, IReadOnlyList<CsrMatrix<float>> values, CancellationToken cancellation = default)
    {
        if (StrangenessModel.Of(reference) is not { } model) return [];
        LotResiduals[] lots = [.. Enumerable.Range(0, reference.Lots.Count).Select(l => Some([.. Enumerable.Range(0, reference.Cells.Count).Where(i => reference.Cells.Lots[i] == l)])).Where(own => own.Length > 0).Select(own =>
        {
            CellRows cells = CellRows.Of(values, own);
            return LotResiduals.Of(device, model, cells, model.Explain(device, cells));
        })];
        double[][] start = Basis.Random(Directions, reference.Genes.Count, reference.Parameters.Seed), basis = [.. Powers.SelectMany(_ => start).Select(v => (double[])v.Clone())], next = [.. basis.Select(v => new double[v.Length])], part = [.. basis.Select(v => new double[v.Length])];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (double[] v in next) Array.Clear(v);
            foreach (LotResiduals lot in lots)
            {
                int[] all = [.. Enumerable.Range(0, lot.Cells)];
                LaneTable scores = lot.NewScores();
                lot.Times(basis, all, scores);
                lot.TransposeTimes(scores, all, part);
                device.ForEach(next.Length, j =>
                {
                    for (int g = 0; g < next[j].Length; g++) next[j][g] += part[j][g];
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

    // Evenly spaced cells of a large lot.
    private static int[] Some(int[] cells) =>
        cells.Length <= MostCellsPerLot ? cells : [.. Enumerable.Range(0, MostCellsPerLot).Select(i => cells[(int)((long)i * cells.Length / MostCellsPerLot)])];
}
