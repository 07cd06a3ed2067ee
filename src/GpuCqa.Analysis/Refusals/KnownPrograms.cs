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
        CsrMatrix<float>[] lots = [.. Enumerable.Range(0, reference.Lots.Count).Select(l => CellRows.Of(values, Some([.. Enumerable.Range(0, reference.Cells.Count).Where(i => reference.Cells.Lots[i] == l)]))).Where(v => v.Rows > 0)];
        DenseMatrix<float>[] explained = [.. lots.Select(l => model.Explain(device, l))];
        return [.. Powers.Select(power =>
        {
            LotResiduals[] residuals = [.. lots.Select((l, i) => LotResiduals.Of(device, model, l, explained[i], power))];
            double[][] basis = Basis.Random(Directions, reference.Genes.Count, reference.Parameters.Seed);
            for (int sweep = 0; sweep < Sweeps; sweep++)
            {
                cancellation.ThrowIfCancellationRequested();
                double[][] next = [.. basis.Select(v => new double[v.Length])];
                foreach (LotResiduals lot in residuals)
                {
                    double[][] part = lot.TransposeTimes(lot.Times(basis));
                    for (int j = 0; j < Directions; j++)
                        for (int g = 0; g < next[j].Length; g++) next[j][g] += part[j][g];
                }

                Basis.Orthonormalize(next, []);
                basis = next;
            }

            var result = new DenseMatrix<float>(Directions, reference.Genes.Count);
            for (int j = 0; j < Directions; j++)
                for (int g = 0; g < basis[j].Length; g++) result[j, g] = (float)basis[j][g];
            return result;
        })];
    }

    // Evenly spaced cells of a large lot.
    private static int[] Some(int[] cells) =>
        cells.Length <= MostCellsPerLot ? cells : [.. Enumerable.Range(0, MostCellsPerLot).Select(i => cells[(int)((long)i * cells.Length / MostCellsPerLot)])];
}
