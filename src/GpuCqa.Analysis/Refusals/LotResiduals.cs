using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Residuals of the cells of one lot from the classes that explain them, without a dense matrix.</summary>
/// <remarks>
/// r = c_i a_g (x_ig - t_i b_g sum_k w_ik s_kg): counts less what the cell's classes predict at its depth, with the lot's own factor b_g on every gene (a
/// shift that all its cells share is no program of a few), weighted by gene (a_g, one for each power of <see cref="KnownPrograms.Powers"/>) and brought to one depth (c_i = sqrt(mean total / t_i)). The first part is sparse,
/// the second has the rank of the classes, so a product with a few vectors costs the non-zeros; the vectors of all powers are multiplied at once.
/// Sums have one order, whatever the threads and the width of the machine's vectors. Not for two callers at once: tables are used again.
/// </remarks>
internal sealed class LotResiduals
{
    /// <summary>Vectors of one power.</summary>
    public const int Lanes = 8;

    // Molecules by which the factor of a gene is drawn towards 1.
    private const double FactorPrior = 5;

    // Genes expected in fewer than one cell of a hundred are weighted as if they were; a count beyond this many deviations is cut, so that no single count makes a direction.
    private const double Floor = 0.03, Clip = 4;
    private const int CellsPerTask = 256, CellsPerSum = 512, MostSums = 16, GenesPerTask = 2048, GenesPerSum = 512;
    private readonly ComputeDevice device;
    private readonly CellRows cells;
    private readonly DenseMatrix<float> explained;
    private readonly float[][] expectedShares, geneWeights;
    private readonly float[] caps, cellWeights, totals;
    private readonly LaneTable byGene, byClass;
    private readonly LaneTable?[] sumsByGene = new LaneTable?[MostSums], sumsByClass = new LaneTable?[MostSums];

    private LotResiduals(ComputeDevice device, CellRows cells, DenseMatrix<float> explained, float[][] expectedShares, float[][] geneWeights, float[] caps, float[] cellWeights, float[] totals)
    {
        (this.device, this.cells, this.explained, this.expectedShares) = (device, cells, explained, expectedShares);
        (this.geneWeights, this.caps, this.cellWeights, this.totals) = (geneWeights, caps, cellWeights, totals);
        (byGene, byClass) = (new LaneTable(cells.Genes), new LaneTable(expectedShares.Length));
    }

    /// <summary>Vectors that a product takes: <see cref="Lanes"/> of each power, those of the first power first.</summary>
    public static int Width { get; } = Lanes * KnownPrograms.Powers.Length;

    public int Cells => cells.Count;

    public int Genes => cells.Genes;

    /// <summary>Memory that products take beside the counts, in bytes.</summary>
    public static long BytesOf(long cells, long genes) => (genes * ((4L * Width * (1 + Math.Clamp(cells / CellsPerSum, 1, MostSums))) + (8L * 3 * Width))) + (4L * Width * 2 * cells);

    /// <summary>Residuals of a lot.</summary>
    /// <param name="device">Device.</param>
    /// <param name="model">Classes.</param>
    /// <param name="cells">The lot's cells, raw counts.</param>
    /// <param name="explained">cells x classes, weights.</param>
    public static LotResiduals Of(ComputeDevice device, StrangenessModel model, CellRows cells, DenseMatrix<float> explained)
    {
        int genes = cells.Genes, classes = model.Profiles.Classes;
        float[] totals = new float[cells.Count];
        double[] observed = new double[genes], expected = new double[genes], weights = new double[classes];
        for (int i = 0; i < cells.Count; i++)
        {
            ReadOnlySpan<int> columns = cells.Indices(i);
            ReadOnlySpan<float> counts = cells.Counts(i);
            for (int e = 0; e < columns.Length; e++)
            {
                totals[i] += counts[e];
                observed[columns[e]] += counts[e];
            }

            for (int k = 0; k < classes; k++) weights[k] += totals[i] * explained[i, k];
        }

        for (int k = 0; k < classes; k++)
        {
            float[] shares = model.Profiles.Rows[k];
            for (int g = 0; g < genes; g++) expected[g] += weights[k] * shares[g];
        }

        float[][] geneWeights = [.. KnownPrograms.Powers.Select(_ => new float[genes])];
        float[] caps = new float[genes];
        double[] factors = new double[genes];
        for (int g = 0; g < genes; g++)
        {
            factors[g] = (observed[g] + FactorPrior) / (expected[g] + FactorPrior);
            double mean = Math.Max(expected[g] * factors[g] / Math.Max(1, cells.Count), Floor), deviation = Math.Sqrt(mean * (1 + (mean / model.Theta)));
            // Weight of a gene: its deviation to the minus power times its information on a log change to the rest; 1 = Pearson residuals, 2 = the score of a log change, (x - mean) mean / variance.
            for (int p = 0; p < geneWeights.Length; p++) geneWeights[p][g] = (float)(1 / Math.Pow(deviation, KnownPrograms.Powers[p]) * Math.Pow(mean / deviation, KnownPrograms.Powers[p] - 1));
            caps[g] = (float)Math.Ceiling(mean + (Clip * deviation));
        }

        float[][] expectedShares = [.. model.Profiles.Rows.Select(row =>
        {
            var shares = new float[genes];
            for (int g = 0; g < genes; g++) shares[g] = (float)(row[g] * factors[g]);
            return shares;
        })];
        double typical = totals.Sum(t => (double)t) / Math.Max(1, cells.Count);
        return new LotResiduals(device, cells, explained, expectedShares, geneWeights, caps, Array.ConvertAll(totals, t => t > 0 ? (float)Math.Sqrt(typical / t) : 0), totals);
    }

    /// <summary>Directions for products.</summary>
    public double[][] NewDirections() => [.. Enumerable.Range(0, Width).Select(_ => new double[Genes])];

    /// <summary>Scores for products.</summary>
    public LaneTable NewScores() => new(Cells);

    /// <summary>Residuals times directions.</summary>
    /// <param name="directions"><see cref="Width"/> vectors, each genes long.</param>
    /// <param name="of">Cells that are asked for.</param>
    /// <param name="scores">cells x <see cref="Width"/>: receives the rows of these cells.</param>
    public void Times(double[][] directions, int[] of, LaneTable scores)
    {
        // Gene by gene, so that a count meets all directions in one place.
        Blocks(Genes, GenesPerTask, (first, end) =>
        {
            for (int g = first; g < end; g++)
            {
                Span<float> row = byGene.Row(g);
                for (int j = 0; j < row.Length; j++) row[j] = (float)(directions[j][g] * geneWeights[j / Lanes][g]);
            }
        });
        device.ForEach(expectedShares.Length, k => Multiply(expectedShares[k], byGene.All, byClass.Row(k)));
        Blocks(of.Length, CellsPerTask, (first, end) =>
        {
            ReadOnlySpan<float> table = byGene.All;
            for (int n = first; n < end; n++)
            {
                int i = of[n];
                Span<float> sums = scores.Row(i);
                Gather(cells.Indices(i), cells.Counts(i), caps, table, sums);
                ReadOnlySpan<float> weights = explained.Row(i);
                for (int k = 0; k < weights.Length; k++)
                    if (weights[k] != 0) Add(sums, byClass.Row(k), -(totals[i] * weights[k]));
                Scale(sums, cellWeights[i]);
            }
        });
    }

    /// <summary>Directions: sum over cells of weight times residual.</summary>
    /// <param name="weights">cells x <see cref="Width"/>.</param>
    /// <param name="of">Cells that count; the weights of the others are not read.</param>
    /// <param name="directions">Receives <see cref="Width"/> vectors, each genes long.</param>
    public void TransposeTimes(LaneTable weights, int[] of, double[][] directions)
    {
        int tasks = Math.Clamp(of.Length / CellsPerSum, 1, MostSums), each = (of.Length + tasks - 1) / tasks, classes = expectedShares.Length;
        device.ForEach(tasks, task =>
        {
            Span<float> sums = (sumsByGene[task] ??= new LaneTable(Genes)).All, scaled = stackalloc float[Width];
            LaneTable ofClass = sumsByClass[task] ??= new LaneTable(classes);
            sums.Clear();
            ofClass.All.Clear();
            for (int n = task * each; n < Math.Min(of.Length, (task + 1) * each); n++)
            {
                int i = of[n];
                ReadOnlySpan<float> own = weights.Row(i);
                if (!own.ContainsAnyExcept(0f)) continue;
                own.CopyTo(scaled);
                Scale(scaled, cellWeights[i]);
                Scatter(cells.Indices(i), cells.Counts(i), caps, scaled, sums);
                ReadOnlySpan<float> shares = explained.Row(i);
                for (int k = 0; k < shares.Length; k++)
                    if (shares[k] != 0) Add(ofClass.Row(k), scaled, totals[i] * shares[k]);
            }
        });
        for (int t = 1; t < tasks; t++) Add(sumsByClass[0]!.All, sumsByClass[t]!.All, 1);
        Blocks(Genes, GenesPerTask, (first, end) =>
        {
            for (int t = 1; t < tasks; t++) Add(sumsByGene[0]!.All[(first * Width)..(end * Width)], sumsByGene[t]!.All[(first * Width)..(end * Width)], 1);
            Span<float> expected = stackalloc float[classes];
            for (int g = first; g < end; g++)
            {
                for (int k = 0; k < classes; k++) expected[k] = expectedShares[k][g];
                Span<float> sums = sumsByGene[0]!.Row(g);
                SubtractRows(sums, sumsByClass[0]!.All, expected);
                for (int p = 0; p < geneWeights.Length; p++)
                {
                    double weight = geneWeights[p][g];
                    for (int j = p * Lanes; j < (p + 1) * Lanes; j++) directions[j][g] = sums[j] * weight;
                }
            }
        });
    }

    private void Blocks(int count, int each, Action<int, int> body) => device.ForEach((count + each - 1) / each, t => body(t * each, Math.Min(count, (t + 1) * each)));

    // Products of a row of genes with all vectors: blocks in float32, blocks added in float64.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float[] row, ReadOnlySpan<float> table, Span<float> sums)
    {
        int vectors = sums.Length / Lanes;
        Span<double> all = stackalloc double[sums.Length];
        all.Clear();
        ref float from = ref MemoryMarshal.GetReference(table);
        for (int v = 0; v < vectors; v++)
        {
            for (int first = 0; first < row.Length; first += GenesPerSum)
            {
                Vector256<float> part = Vector256<float>.Zero;
                for (int g = first; g < Math.Min(row.Length, first + GenesPerSum); g++) part += Vector256.Create(row[g]) * Vector256.LoadUnsafe(ref from, (nuint)((g * sums.Length) + (v * Lanes)));
                for (int j = 0; j < Lanes; j++) all[(v * Lanes) + j] += part[j];
            }
        }

        for (int j = 0; j < all.Length; j++) sums[j] = (float)all[j];
    }

    // Counts times the rows of their genes; genes of even and odd places apart, so that sums need not wait for each other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(ReadOnlySpan<int> columns, ReadOnlySpan<float> counts, float[] caps, ReadOnlySpan<float> rows, Span<float> sums)
    {
        ref float table = ref MemoryMarshal.GetReference(rows);
        for (int v = 0; v < sums.Length; v += 2 * Lanes)
        {
            Vector256<float> a = Vector256<float>.Zero, b = a, c = a, d = a;
            int e = 0;
            for (; e + 1 < columns.Length; e += 2)
            {
                int g = columns[e], h = columns[e + 1];
                Vector256<float> x = Vector256.Create(counts[e] < caps[g] ? counts[e] : caps[g]), y = Vector256.Create(counts[e + 1] < caps[h] ? counts[e + 1] : caps[h]);
                nuint one = (nuint)((g * sums.Length) + v), two = (nuint)((h * sums.Length) + v);
                a += x * Vector256.LoadUnsafe(ref table, one);
                b += x * Vector256.LoadUnsafe(ref table, one + Lanes);
                c += y * Vector256.LoadUnsafe(ref table, two);
                d += y * Vector256.LoadUnsafe(ref table, two + Lanes);
            }

            if (e < columns.Length)
            {
                int g = columns[e];
                Vector256<float> x = Vector256.Create(counts[e] < caps[g] ? counts[e] : caps[g]);
                nuint one = (nuint)((g * sums.Length) + v);
                a += x * Vector256.LoadUnsafe(ref table, one);
                b += x * Vector256.LoadUnsafe(ref table, one + Lanes);
            }

            (a + c).CopyTo(sums[v..]);
            (b + d).CopyTo(sums[(v + Lanes)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(ReadOnlySpan<int> columns, ReadOnlySpan<float> counts, float[] caps, ReadOnlySpan<float> scaled, Span<float> rows)
    {
        ref float table = ref MemoryMarshal.GetReference(rows);
        for (int v = 0; v < scaled.Length; v += 2 * Lanes)
        {
            Vector256<float> a = Vector256.Create(scaled.Slice(v, Lanes)), b = Vector256.Create(scaled.Slice(v + Lanes, Lanes));
            for (int e = 0; e < columns.Length; e++)
            {
                int g = columns[e];
                Vector256<float> x = Vector256.Create(counts[e] < caps[g] ? counts[e] : caps[g]);
                ref float row = ref Unsafe.Add(ref table, (g * scaled.Length) + v);
                (Vector256.LoadUnsafe(ref row) + (a * x)).StoreUnsafe(ref row);
                (Vector256.LoadUnsafe(ref row, Lanes) + (b * x)).StoreUnsafe(ref row, Lanes);
            }
        }
    }

    // Takes rows times factors from a row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SubtractRows(Span<float> from, ReadOnlySpan<float> rows, ReadOnlySpan<float> factors)
    {
        ref float to = ref MemoryMarshal.GetReference(from), row = ref MemoryMarshal.GetReference(rows);
        for (int v = 0; v < from.Length; v += Lanes)
        {
            Vector256<float> sum = Vector256.LoadUnsafe(ref to, (nuint)v);
            for (int k = 0; k < factors.Length; k++) sum -= Vector256.Create(factors[k]) * Vector256.LoadUnsafe(ref row, (nuint)((k * from.Length) + v));
            sum.StoreUnsafe(ref to, (nuint)v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<float> to, ReadOnlySpan<float> row, float factor)
    {
        ref float sum = ref MemoryMarshal.GetReference(to), x = ref MemoryMarshal.GetReference(row);
        Vector256<float> f = Vector256.Create(factor);
        for (nuint j = 0; j < (nuint)to.Length; j += Lanes) (Vector256.LoadUnsafe(ref sum, j) + (f * Vector256.LoadUnsafe(ref x, j))).StoreUnsafe(ref sum, j);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(Span<float> values, float factor)
    {
        ref float x = ref MemoryMarshal.GetReference(values);
        Vector256<float> f = Vector256.Create(factor);
        for (nuint j = 0; j < (nuint)values.Length; j += Lanes) (Vector256.LoadUnsafe(ref x, j) * f).StoreUnsafe(ref x, j);
    }
}
