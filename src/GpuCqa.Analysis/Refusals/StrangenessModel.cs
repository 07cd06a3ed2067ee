using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>How far the counts of a cell, over all genes, are from those of any class of the reference or of a mixture of classes.</summary>
/// <remarks>
/// An embedding is blind to genes that vary in no reference cell; this is not. A cell is explained by at most three class profiles (a doublet, or a
/// cell between two clusters, is nothing strange), mixed by expectation and maximization; then <see cref="ProgramOdds"/> are summed over all genes and brought to mean 0 and
/// deviation 1 for the cell's own depth. About 0 = as the reference's cells; the limits come from lots left out. A cell's value depends on the reference and the cell
/// alone. O(cells x (genes + non-zeros x classes)).
/// </remarks>
public sealed class StrangenessModel
{
    private const int CellsPerTask = 64, GenesAtOnce = 1024;
    private const double LotSd = 0.2, SmallestTheta = 0.3, LargestTheta = 50;
    private readonly ClassProfiles profiles;
    private readonly ProgramOdds odds;

    private StrangenessModel(ClassProfiles profiles, ProgramOdds odds, double theta)
    {
        this.profiles = profiles;
        this.odds = odds;
        Theta = theta;
    }

    /// <summary>Size of the negative binomial within a class: variance = mean + mean^2 / theta.</summary>
    public double Theta { get; }

    /// <summary>Share of each gene in each class.</summary>
    public ClassProfiles Profiles => profiles;

    /// <summary>The model of a reference of counts; null for image features, which have no counts to be strange in.</summary>
    public static StrangenessModel? Of(ReferenceModel reference)
    {
        if (reference.Modality != CellModality.Counts) return null;
        double theta = Dispersion(reference);
        return new StrangenessModel(ClassProfiles.Of(reference.ClusterSums[^1]), new ProgramOdds(theta, LotSd), theta);
    }

    /// <summary>The same model with other profiles, as when a lot or a class is left out.</summary>
    public StrangenessModel With(ClassProfiles others) => new(others, odds, Theta);

    /// <summary>Strangeness of each cell.</summary>
    /// <param name="device">Its host threads do the work.</param>
    /// <param name="values">cells x genes of the reference, raw counts, CSR.</param>
    /// <param name="present">Per gene whether the lot has it; null = it has all.</param>
    /// <exception cref="ArgumentException">Other genes than the reference's, by their number.</exception>
    public double[] Of(ComputeDevice device, CsrMatrix<float> values, bool[]? present = null) => Of(device, new CellRows(values), null, present);

    /// <summary>Weights of the classes that each cell is explained by.</summary>
    /// <param name="device">Its host threads do the work.</param>
    /// <param name="values">cells x genes of the reference, raw counts, CSR.</param>
    /// <returns>cells x classes, float32; rows sum to 1, or are 0 for a cell without counts.</returns>
    /// <exception cref="ArgumentException">Other genes than the reference's, by their number.</exception>
    public DenseMatrix<float> Explain(ComputeDevice device, CsrMatrix<float> values) => Explain(device, new CellRows(values));

    /// <summary>Strangeness of each cell.</summary>
    /// <param name="device">Its host threads do the work.</param>
    /// <param name="cells">Raw counts of cells.</param>
    /// <param name="explained">What <see cref="Explain(ComputeDevice, CellRows)"/> gave for them; null = not known yet.</param>
    /// <param name="present">Per gene whether the lot has it; null = it has all.</param>
    internal double[] Of(ComputeDevice device, CellRows cells, DenseMatrix<float>? explained = null, bool[]? present = null)
    {
        RequireGenes(cells);
        var result = new double[cells.Count];
        if (present?.Contains(false) == false) present = null;
        float[] mask = present is null ? [] : Padded(Array.ConvertAll(present, p => p ? 1f : 0f));
        double[] measured = present is null ? [] : Array.ConvertAll(profiles.Rows, row => Measured(row, present));
        Run(device, cells.Count, (i, scratch) =>
        {
            double total = Total(cells.Counts(i));
            if (!(total > 0)) return;
            if (explained is null)
            {
                scratch.Mixture.Fit(cells.Indices(i), cells.Counts(i));
                for (int k = 0; k < profiles.Classes; k++) scratch.Factors[k] = (float)scratch.Mixture.Weights[k];
            }
            else
            {
                explained.Row(i).CopyTo(scratch.Factors);
            }

            result[i] = Score(cells.Indices(i), cells.Counts(i), total, measured, mask, scratch);
        });
        return result;
    }

    /// <summary>Weights of the classes that each cell is explained by.</summary>
    internal DenseMatrix<float> Explain(ComputeDevice device, CellRows cells)
    {
        RequireGenes(cells);
        var result = new DenseMatrix<float>(cells.Count, profiles.Classes);
        Run(device, cells.Count, (i, scratch) =>
        {
            if (!(Total(cells.Counts(i)) > 0)) return;
            scratch.Mixture.Fit(cells.Indices(i), cells.Counts(i));
            for (int k = 0; k < profiles.Classes; k++) result[i, k] = (float)scratch.Mixture.Weights[k];
        });
        return result;
    }

    /// <summary>Weights of the classes that each cell of a lot is explained by.</summary>
    internal DenseMatrix<float> Explain(ComputeDevice device, LotCells lot)
    {
        var result = new DenseMatrix<float>(lot.Count, profiles.Classes);
        foreach ((int first, CellRows rows) in lot.Parts()) Explain(device, rows).Values.CopyTo(result.Values.AsSpan(first * profiles.Classes));
        return result;
    }

    private void RequireGenes(CellRows cells)
    {
        if (cells.Genes != profiles.Genes) throw new ArgumentException($"The cells have {cells.Genes} genes; the reference has {profiles.Genes}.", nameof(cells));
    }

    private static double Total(ReadOnlySpan<float> counts)
    {
        double total = 0;
        foreach (float x in counts) total += x;
        return total;
    }

    private static double Measured(float[] shares, bool[] present)
    {
        double sum = 0;
        for (int g = 0; g < present.Length; g++) sum += present[g] ? shares[g] : 0;
        return sum;
    }

    private static float[] Padded(float[] genes)
    {
        Array.Resize(ref genes, ClassProfiles.Pad(genes.Length));
        return genes;
    }

    private void Run(ComputeDevice device, int cells, Action<int, Scratch> body)
    {
        var idle = new ConcurrentBag<Scratch>();
        device.ForEach((cells + CellsPerTask - 1) / CellsPerTask, task =>
        {
            if (!idle.TryTake(out Scratch? scratch)) scratch = new Scratch(profiles);
            int end = Math.Min(cells, (task + 1) * CellsPerTask);
            for (int i = task * CellsPerTask; i < end; i++) body(i, scratch);
            idle.Add(scratch);
        });
    }

    // The scratch's factors are the weights of the classes.
    private double Score(ReadOnlySpan<int> genes, ReadOnlySpan<float> counts, double total, double[] measured, float[] mask, Scratch scratch)
    {
        float[] factors = scratch.Factors;
        double all = 1;
        if (measured.Length > 0)
        {
            // What was not measured has no part in the cell's total.
            all = 0;
            for (int k = 0; k < factors.Length; k++) all += factors[k] * measured[k];
        }

        for (int k = 0; k < factors.Length; k++) factors[k] = (float)(total / all * factors[k]);
        Span<Vector128<double>> sums = stackalloc Vector128<double>[4];
        sums.Clear();
        Span<float> expected = stackalloc float[GenesAtOnce];
        for (int first = 0; first < scratch.Points.Length; first += GenesAtOnce)
        {
            int here = Math.Min(GenesAtOnce, scratch.Points.Length - first);
            Span<float> part = expected[..here];
            Span<int> points = scratch.Points.AsSpan(first, here);
            part.Clear();
            for (int k = 0; k < factors.Length; k++)
                if (factors[k] != 0) Add(part, profiles.Rows[k].AsSpan(first, here), factors[k]);
            if (mask.Length > 0) Multiply(part, mask.AsSpan(first, here));
            ProgramOdds.Places(part, points);
            odds.AddZeros(points, sums);
        }

        Vector128<double> both = sums[0] + sums[1] + (sums[2] + sums[3]);
        double sum = both[0], variance = both[1];
        for (int e = 0; e < genes.Length; e++) sum += odds.AboveZero(scratch.Points[genes[e]], counts[e]);
        return variance > 0 ? sum / Math.Sqrt(variance) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<float> to, ReadOnlySpan<float> row, float factor)
    {
        ref float sum = ref MemoryMarshal.GetReference(to), x = ref MemoryMarshal.GetReference(row);
        Vector256<float> f = Vector256.Create(factor);
        for (nuint g = 0; g < (nuint)to.Length; g += (nuint)Vector256<float>.Count) (Vector256.LoadUnsafe(ref sum, g) + (f * Vector256.LoadUnsafe(ref x, g))).StoreUnsafe(ref sum, g);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(Span<float> to, ReadOnlySpan<float> by)
    {
        ref float product = ref MemoryMarshal.GetReference(to), x = ref MemoryMarshal.GetReference(by);
        for (nuint g = 0; g < (nuint)to.Length; g += (nuint)Vector256<float>.Count) (Vector256.LoadUnsafe(ref product, g) * Vector256.LoadUnsafe(ref x, g)).StoreUnsafe(ref product, g);
    }

    // Sum of (x - mu)^2 - mu over sum of mu^2, over the stored genes within the clusters of the finest resolution.
    private static double Dispersion(ReferenceModel reference)
    {
        DenseMatrix<double> sums = reference.ClusterSums[^1];
        int[] labels = reference.Clusterings[^1].Labels;
        double[] totals = new double[sums.Rows], depths = reference.Cells.TotalCounts;
        for (int k = 0; k < sums.Rows; k++)
            foreach (double x in sums.Row(k)) totals[k] += x;
        int[] stored = reference.StoredGenes;
        double excess = 0, squares = 0;
        double[][] shares = [.. Enumerable.Range(0, sums.Rows).Select(k => Array.ConvertAll(stored, g => totals[k] > 0 ? sums[k, g] / totals[k] : 0))];
        double[] depth1 = new double[sums.Rows], depth2 = new double[sums.Rows];
        for (int i = 0; i < labels.Length; i++)
        {
            depth1[labels[i]] += depths[i];
            depth2[labels[i]] += depths[i] * depths[i];
        }

        // The terms of a count of 0 are mu^2 - mu; they are summed for all cells of a class first. Genes that the score leaves out have no part.
        for (int k = 0; k < sums.Rows; k++)
        {
            double typical = depth1[k] > 0 ? depth2[k] / depth1[k] : 0;
            for (int g = 0; g < stored.Length; g++)
            {
                ref double share = ref shares[k][g];
                if (!(share * typical < ProgramOdds.Largest)) share = double.NaN;
                else (excess, squares) = (excess + (share * share * depth2[k]) - (share * depth1[k]), squares + (share * share * depth2[k]));
            }
        }

        int cell = 0;
        foreach (CsrMatrix<float> block in reference.StoredValues.Blocks())
        {
            for (int i = 0; i < block.Rows; i++, cell++)
            {
                double[] own = shares[labels[cell]];
                ReadOnlySpan<int> columns = block.RowIndices(i);
                ReadOnlySpan<float> values = block.RowValues(i);
                for (int e = 0; e < columns.Length; e++)
                {
                    double mu = own[columns[e]] * depths[cell];
                    if (!double.IsNaN(mu)) excess += values[e] * (values[e] - (2 * mu));
                }
            }
        }

        return excess > 0 ? Math.Clamp(squares / excess, SmallestTheta, LargestTheta) : LargestTheta;
    }

    private sealed class Scratch(ClassProfiles profiles)
    {
        public ClassMixture Mixture { get; } = new(profiles);

        public float[] Factors { get; } = new float[profiles.Classes];

        public int[] Points { get; } = new int[ClassProfiles.Pad(profiles.Genes)];
    }
}
