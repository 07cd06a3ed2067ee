using System.Runtime.Intrinsics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Residuals of the cells of one lot from the classes that explain them, without a dense matrix.</summary>
/// <remarks>
/// r = c_i a_g (x_ig - t_i b_g sum_k w_ik s_kg): counts less what the cell's classes predict at its depth, with the lot's own factor b_g on every gene (a
/// shift that all its cells share is no program of a few), weighted by gene (a_g) and brought to one depth (c_i = sqrt(mean total / t_i)). The first part is sparse,
/// the second has the rank of the classes, so a product with a few vectors costs the non-zeros.
/// </remarks>
internal sealed class LotResiduals
{
    /// <summary>Vectors that a product takes at a time: eight floats, the same on every machine.</summary>
    public const int Lanes = 8;

    // Molecules by which the factor of a gene is drawn towards 1.
    private const double FactorPrior = 5;

    // Genes expected in fewer than one cell of a hundred are weighted as if they were; a count beyond this many deviations is cut, so that no single count makes a direction.
    private const double Floor = 0.03, Clip = 4;
    private const int CellsPerTask = 256, CellsPerSum = 1024, MostSums = 16;
    private readonly ComputeDevice device;
    private readonly CsrMatrix<float> values;
    private readonly DenseMatrix<float> explained;
    private readonly float[][] expectedShares;
    private readonly float[] geneWeights, caps, cellWeights, totals;

    private LotResiduals(ComputeDevice device, CsrMatrix<float> values, DenseMatrix<float> explained, float[][] expectedShares, float[] geneWeights, float[] caps, float[] cellWeights, float[] totals)
    {
        (this.device, this.values, this.explained, this.expectedShares) = (device, values, explained, expectedShares);
        (this.geneWeights, this.caps, this.cellWeights, this.totals) = (geneWeights, caps, cellWeights, totals);
    }

    public int Cells => values.Rows;

    public int Genes => values.Columns;

    /// <summary>Residuals of a lot.</summary>
    /// <param name="device">Device.</param>
    /// <param name="model">Classes.</param>
    /// <param name="values">cells x genes, raw counts.</param>
    /// <param name="explained">cells x classes, weights.</param>
    /// <param name="power">Weight of a gene: its deviation to the minus this power times its information on a log change to the rest; 1 = Pearson residuals, 2 = the score of a log change.</param>
    public static LotResiduals Of(ComputeDevice device, StrangenessModel model, CsrMatrix<float> values, DenseMatrix<float> explained, double power)
    {
        int cells = values.Rows, genes = values.Columns, classes = model.Profiles.Classes;
        float[] totals = new float[cells];
        double[] observed = new double[genes], expected = new double[genes], weights = new double[classes];
        for (int i = 0; i < cells; i++)
        {
            ReadOnlySpan<int> columns = values.RowIndices(i);
            ReadOnlySpan<float> counts = values.RowValues(i);
            for (int e = 0; e < columns.Length; e++)
            {
                totals[i] += counts[e];
                observed[columns[e]] += counts[e];
            }

            for (int k = 0; k < classes; k++) weights[k] += totals[i] * explained[i, k];
        }

        for (int k = 0; k < classes; k++)
            for (int g = 0; g < genes; g++) expected[g] += weights[k] * model.Profiles.Rows[k][g];
        float[] geneWeights = new float[genes], caps = new float[genes];
        double[] factors = new double[genes];
        for (int g = 0; g < genes; g++)
        {
            factors[g] = (observed[g] + FactorPrior) / (expected[g] + FactorPrior);
            double mean = Math.Max(expected[g] * factors[g] / Math.Max(1, cells), Floor), deviation = Math.Sqrt(mean * (1 + (mean / model.Theta)));
            // Score of a log change: (x - mean) mean / variance.
            geneWeights[g] = (float)(1 / Math.Pow(deviation, power) * Math.Pow(mean / deviation, power - 1));
            caps[g] = (float)Math.Ceiling(mean + (Clip * deviation));
        }

        float[][] shares = [.. model.Profiles.Rows.Select(row => row.Select((s, g) => (float)(s * factors[g] * geneWeights[g])).ToArray())];
        double typical = totals.Sum(t => (double)t) / Math.Max(1, cells);
        return new LotResiduals(device, values, explained, shares, geneWeights, caps, Array.ConvertAll(totals, t => t > 0 ? (float)Math.Sqrt(typical / t) : 0), totals);
    }

    /// <summary>Residuals times directions.</summary>
    /// <param name="directions">At most <see cref="Lanes"/> vectors, each genes long.</param>
    /// <returns>cells x <see cref="Lanes"/>, row-major, float32.</returns>
    public float[] Times(double[][] directions)
    {
        int classes = expectedShares.Length;
        var byClass = new float[classes * Lanes];
        for (int k = 0; k < classes; k++)
            for (int j = 0; j < directions.Length; j++) byClass[(k * Lanes) + j] = (float)Dot(expectedShares[k], directions[j]);
        // Gene by gene, so that a count meets all directions in one place.
        var packed = new float[(long)Genes * Lanes];
        for (int j = 0; j < directions.Length; j++)
            for (int g = 0; g < Genes; g++) packed[((long)g * Lanes) + j] = (float)(directions[j][g] * geneWeights[g]);
        var result = new float[(long)Cells * Lanes];
        Tasks((first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                ReadOnlySpan<int> columns = values.RowIndices(i);
                ReadOnlySpan<float> counts = values.RowValues(i);
                Vector256<float> sums = Vector256<float>.Zero;
                for (int e = 0; e < columns.Length; e++)
                {
                    int g = columns[e];
                    sums += Vector256.LoadUnsafe(ref packed[(long)g * Lanes]) * Math.Min(counts[e], caps[g]);
                }

                for (int k = 0; k < classes; k++) sums -= Vector256.LoadUnsafe(ref byClass[k * Lanes]) * (totals[i] * explained[i, k]);
                (sums * cellWeights[i]).StoreUnsafe(ref result[(long)i * Lanes]);
            }
        });
        return result;
    }

    /// <summary>Directions: sum over cells of weight times residual.</summary>
    /// <param name="weights">cells x <see cref="Lanes"/>, row-major.</param>
    /// <returns><see cref="Lanes"/> vectors, each genes long.</returns>
    public double[][] TransposeTimes(float[] weights)
    {
        int tasks = Math.Clamp((Cells + CellsPerSum - 1) / CellsPerSum, 1, MostSums), each = (Cells + tasks - 1) / tasks, classes = expectedShares.Length;
        float[][] packed = new float[tasks][], byClass = new float[tasks][];
        device.ForEach(tasks, task =>
        {
            float[] sums = packed[task] = new float[(long)Genes * Lanes], ofClass = byClass[task] = new float[classes * Lanes];
            for (int i = task * each; i < Math.Min(Cells, (task + 1) * each); i++)
            {
                Vector256<float> scaled = Vector256.LoadUnsafe(ref weights[(long)i * Lanes]) * cellWeights[i];
                if (scaled == Vector256<float>.Zero) continue;
                ReadOnlySpan<int> columns = values.RowIndices(i);
                ReadOnlySpan<float> counts = values.RowValues(i);
                for (int e = 0; e < columns.Length; e++)
                {
                    ref float row = ref sums[(long)columns[e] * Lanes];
                    (Vector256.LoadUnsafe(ref row) + (scaled * Math.Min(counts[e], caps[columns[e]]))).StoreUnsafe(ref row);
                }

                for (int k = 0; k < classes; k++)
                {
                    ref float row = ref ofClass[k * Lanes];
                    (Vector256.LoadUnsafe(ref row) + (scaled * (totals[i] * explained[i, k]))).StoreUnsafe(ref row);
                }
            }
        });
        double[][] result = [.. Enumerable.Range(0, Lanes).Select(_ => new double[Genes])];
        device.ForEach(Lanes, j =>
        {
            var ofClass = new double[classes];
            for (int k = 0; k < classes; k++)
                for (int t = 0; t < tasks; t++) ofClass[k] += byClass[t][(k * Lanes) + j];
            for (int g = 0; g < Genes; g++)
            {
                double sum = 0;
                for (int t = 0; t < tasks; t++) sum += packed[t][((long)g * Lanes) + j];
                sum *= geneWeights[g];
                for (int k = 0; k < classes; k++) sum -= ofClass[k] * expectedShares[k][g];
                result[j][g] = sum;
            }
        });
        return result;
    }

    private void Tasks(Action<int, int> body) =>
        device.ForEach((Cells + CellsPerTask - 1) / CellsPerTask, t => body(t * CellsPerTask, Math.Min(Cells, (t + 1) * CellsPerTask)));

    private static double Dot(float[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
