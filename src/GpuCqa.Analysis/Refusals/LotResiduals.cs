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
/// Sums have one order, whatever the threads and the width of the machine's vectors.
/// </remarks>
internal sealed class LotResiduals
{
    /// <summary>Vectors of one power.</summary>
    public const int Lanes = 8;

    /// <summary>Vectors that a product takes: <see cref="Lanes"/> of each power, those of the first power first.</summary>
    public const int Width = Lanes * KnownPrograms.PowerCount;

    // Molecules by which the factor of a gene is drawn towards 1.
    private const double FactorPrior = 5;

    // Genes expected in fewer than one cell of a hundred are weighted as if they were; a count beyond this many deviations is cut, so that no single count makes a direction.
    private const double Floor = 0.03, Clip = 4;
    private const int CellsPerTask = 256, CellsPerSum = 512, MostSums = 16, GenesPerTask = 2048, GenesPerSum = 512;
    private readonly ComputeDevice device;
    private readonly LotCells cells;
    private readonly LotSums sums;
    private readonly DenseMatrix<float> explained;
    private readonly float[][] shares, geneWeights;
    private readonly float[] caps, factors, cellWeights, totals;

    private LotResiduals(ComputeDevice device, StrangenessModel model, LotCells cells, LotSums sums, DenseMatrix<float> explained)
    {
        (this.device, this.cells, this.sums, this.explained, shares) = (device, cells, sums, explained, model.Profiles.Rows);
        int genes = cells.Genes;
        double[] expected = new double[genes];
        for (int k = 0; k < shares.Length; k++)
        {
            float[] row = shares[k];
            for (int g = 0; g < genes; g++) expected[g] += sums.First[k] * row[g];
        }

        geneWeights = [.. KnownPrograms.Powers.Select(_ => new float[genes])];
        (caps, factors) = (new float[genes], new float[genes]);
        for (int g = 0; g < genes; g++)
        {
            double factor = (sums.Observed[g] + FactorPrior) / (expected[g] + FactorPrior);
            double mean = Math.Max(expected[g] * factor / Math.Max(1, cells.Count), Floor), deviation = Math.Sqrt(mean * (1 + (mean / model.Theta)));
            // Weight of a gene: its deviation to the minus power times its information on a log change to the rest; 1 = Pearson residuals, 2 = the score of a log change, (x - mean) mean / variance.
            for (int p = 0; p < geneWeights.Length; p++) geneWeights[p][g] = (float)(1 / Math.Pow(deviation, KnownPrograms.Powers[p]) * Math.Pow(mean / deviation, KnownPrograms.Powers[p] - 1));
            caps[g] = (float)Math.Ceiling(mean + (Clip * deviation));
            factors[g] = (float)factor;
        }

        double typical = sums.Totals.Sum() / Math.Max(1, cells.Count);
        totals = Array.ConvertAll(sums.Totals, t => (float)t);
        cellWeights = Array.ConvertAll(sums.Totals, t => t > 0 ? (float)Math.Sqrt(typical / t) : 0);
    }

    /// <summary>Number of cells.</summary>
    public int Cells => cells.Count;

    /// <summary>Number of genes.</summary>
    public int Genes => cells.Genes;

    /// <summary>Memory that copied counts take, in bytes, about.</summary>
    /// <param name="entries">Entries that are copied.</param>
    public static long BytesOfRows(long entries) => 4 * entries;

    /// <summary>Memory that products take beside the counts, in bytes.</summary>
    /// <param name="rows">Cells that are multiplied.</param>
    /// <param name="genes">Genes.</param>
    public static long BytesOf(long rows, long genes) => (genes * ((4L * Width * (1 + Math.Clamp(rows / CellsPerSum, 1, MostSums))) + (8L * 3 * Width))) + (4L * Width * 2 * rows);

    /// <summary>Residuals of a lot.</summary>
    /// <param name="device">Device.</param>
    /// <param name="model">Classes.</param>
    /// <param name="cells">The lot's cells, raw counts.</param>
    /// <param name="explained">cells x classes, weights.</param>
    /// <param name="sums">Sums of the lot.</param>
    public static LotResiduals Of(ComputeDevice device, StrangenessModel model, LotCells cells, DenseMatrix<float> explained, LotSums sums) => new(device, model, cells, sums, explained);

    /// <summary>Counts of some cells, to be multiplied many times.</summary>
    /// <param name="of">The cells, increasing.</param>
    public ResidualRows Rows(int[] of) => ResidualRows.Copy(device.ForEach, cells.Parts(of.Length == Cells ? null : of), of, sums, caps);

    /// <summary>Counts of all cells, a part at a time.</summary>
    public IEnumerable<ResidualRows> AllRows() =>
        cells.Parts().Select(part => ResidualRows.Copy(device.ForEach, [(0, part.Rows)], [.. Enumerable.Range(part.First, part.Rows.Count)], sums, caps));

    /// <summary>Directions for products.</summary>
    public double[][] NewDirections() => [.. Enumerable.Range(0, Width).Select(_ => new double[Genes])];

    /// <summary>Tables for products.</summary>
    public ProductTables NewTables() => new(Genes, shares.Length, MostSums);

    /// <summary>Brings directions into the form that cells are multiplied with.</summary>
    /// <param name="directions"><see cref="Width"/> vectors, each genes long.</param>
    /// <param name="tables">Receives them.</param>
    public void Prepare(double[][] directions, ProductTables tables)
    {
        // Gene by gene, so that a count meets all directions in one place.
        Blocks(Genes, GenesPerTask, (first, end) =>
        {
            for (int g = first; g < end; g++)
            {
                Span<float> row = tables.ByGene.Row(g);
                for (int j = 0; j < row.Length; j++) row[j] = (float)(directions[j][g] * geneWeights[j / Lanes][g]);
            }
        });
        device.ForEach(shares.Length, k => Multiply(shares[k], factors, tables.ByGene.All, tables.ByClass.Row(k)));
    }

    /// <summary>Residuals times directions.</summary>
    /// <param name="tables">The directions, see <see cref="Prepare"/>.</param>
    /// <param name="rows">Counts.</param>
    /// <param name="of">Rows that are asked for; null = all.</param>
    /// <param name="scores">Receives the row of each, <see cref="Width"/> numbers.</param>
    /// <param name="place">Place of each row in the scores; null = its own.</param>
    public void Times(ProductTables tables, ResidualRows rows, int[]? of, LaneTable scores, int[]? place = null)
    {
        Blocks(of?.Length ?? rows.Cells.Length, CellsPerTask, (first, end) =>
        {
            for (int n = first; n < end; n++)
            {
                int row = of is null ? n : of[n], i = rows.Cells[row];
                Span<float> products = scores.Row(place is null ? row : place[row]);
                rows.Gather(row, tables.ByGene, products);
                ReadOnlySpan<float> weights = explained.Row(i);
                for (int k = 0; k < weights.Length; k++)
                    if (weights[k] != 0) Add(products, tables.ByClass.Row(k), -(totals[i] * weights[k]));
                Scale(products, cellWeights[i]);
            }
        });
    }

    /// <summary>Directions: sum over cells of weight times residual.</summary>
    /// <param name="weights">rows x <see cref="Width"/>.</param>
    /// <param name="rows">Counts.</param>
    /// <param name="of">Rows that count; the weights of the others are not read.</param>
    /// <param name="tables">Where sums are made; their directions stay.</param>
    /// <param name="directions">Receives <see cref="Width"/> vectors, each genes long.</param>
    public void TransposeTimes(LaneTable weights, ResidualRows rows, int[] of, ProductTables tables, double[][] directions)
    {
        int tasks = Math.Clamp(of.Length / CellsPerSum, 1, MostSums), each = (of.Length + tasks - 1) / tasks, classes = shares.Length;
        device.ForEach(tasks, task =>
        {
            (LaneTable ofGene, LaneTable ofClass) = tables.Sums(task);
            Span<float> scaled = stackalloc float[Width];
            ofGene.All.Clear();
            ofClass.All.Clear();
            for (int n = task * each; n < Math.Min(of.Length, (task + 1) * each); n++)
            {
                ReadOnlySpan<float> own = weights.Row(of[n]);
                if (!own.ContainsAnyExcept(0f)) continue;
                int i = rows.Cells[of[n]];
                own.CopyTo(scaled);
                Scale(scaled, cellWeights[i]);
                rows.Scatter(of[n], scaled, ofGene);
                ReadOnlySpan<float> parts = explained.Row(i);
                for (int k = 0; k < parts.Length; k++)
                    if (parts[k] != 0) Add(ofClass.Row(k), scaled, totals[i] * parts[k]);
            }
        });
        (LaneTable byGene, LaneTable byClass) = tables.Sums(0);
        for (int t = 1; t < tasks; t++) Add(byClass.All, tables.Sums(t).ByClass.All, 1);
        Blocks(Genes, GenesPerTask, (first, end) =>
        {
            for (int t = 1; t < tasks; t++) Add(byGene.All[(first * Width)..(end * Width)], tables.Sums(t).ByGene.All[(first * Width)..(end * Width)], 1);
            Span<float> expected = stackalloc float[classes];
            for (int g = first; g < end; g++)
            {
                for (int k = 0; k < classes; k++) expected[k] = shares[k][g] * factors[g];
                Span<float> sum = byGene.Row(g);
                SubtractRows(sum, byClass.All, expected);
                for (int p = 0; p < geneWeights.Length; p++)
                {
                    double weight = geneWeights[p][g];
                    for (int j = p * Lanes; j < (p + 1) * Lanes; j++) directions[j][g] = sum[j] * weight;
                }
            }
        });
    }

    private void Blocks(int count, int each, Action<int, int> body) => device.ForEach((count + each - 1) / each, t => body(t * each, Math.Min(count, (t + 1) * each)));

    // Products of a row of genes with all vectors: blocks in float32, blocks added in float64.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float[] row, float[] factors, ReadOnlySpan<float> table, Span<float> sums)
    {
        int vectors = sums.Length / Lanes;
        Span<double> all = stackalloc double[sums.Length];
        all.Clear();
        ref float from = ref MemoryMarshal.GetReference(table);
        for (int v = 0; v < vectors; v++)
        {
            for (int first = 0; first < factors.Length; first += GenesPerSum)
            {
                Vector256<float> part = Vector256<float>.Zero;
                for (int g = first; g < Math.Min(factors.Length, first + GenesPerSum); g++) part += Vector256.Create(row[g] * factors[g]) * Vector256.LoadUnsafe(ref from, (nuint)((g * sums.Length) + (v * Lanes)));
                for (int j = 0; j < Lanes; j++) all[(v * Lanes) + j] += part[j];
            }
        }

        for (int j = 0; j < all.Length; j++) sums[j] = (float)all[j];
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
