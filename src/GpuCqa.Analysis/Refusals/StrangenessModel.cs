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
    private const int Rounds = 8, MostParts = 3, CellsPerTask = 64;
    private const double SmallestPart = 0.03, LotSd = 0.2, SmallestTheta = 0.3, LargestTheta = 50;
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
    public double[] Of(ComputeDevice device, CsrMatrix<float> values, bool[]? present = null)
    {
        var result = new double[values.Rows];
        device.ForEach((values.Rows + CellsPerTask - 1) / CellsPerTask, task =>
        {
            var scratch = new Scratch(profiles);
            int end = Math.Min(values.Rows, (task + 1) * CellsPerTask);
            for (int i = task * CellsPerTask; i < end; i++) result[i] = One(values.RowIndices(i), values.RowValues(i), present, scratch);
        });
        return result;
    }

    /// <summary>Weights of the classes that each cell is explained by.</summary>
    /// <param name="device">Its host threads do the work.</param>
    /// <param name="values">cells x genes of the reference, raw counts, CSR.</param>
    /// <returns>cells x classes, float32; rows sum to 1, or are 0 for a cell without counts.</returns>
    internal DenseMatrix<float> Explain(ComputeDevice device, CsrMatrix<float> values)
    {
        var result = new DenseMatrix<float>(values.Rows, profiles.Classes);
        device.ForEach((values.Rows + CellsPerTask - 1) / CellsPerTask, task =>
        {
            var scratch = new Scratch(profiles);
            int end = Math.Min(values.Rows, (task + 1) * CellsPerTask);
            for (int i = task * CellsPerTask; i < end; i++)
            {
                if (values.RowIndices(i).IsEmpty) continue;
                Mix(values.RowIndices(i), values.RowValues(i), scratch);
                for (int k = 0; k < profiles.Classes; k++) result[i, k] = (float)scratch.Weights[k];
            }
        });
        return result;
    }

    private double One(ReadOnlySpan<int> genes, ReadOnlySpan<float> counts, bool[]? present, Scratch scratch)
    {
        double total = 0;
        foreach (float x in counts) total += x;
        if (!(total > 0)) return 0;
        Mix(genes, counts, scratch);
        Expect(total, present, scratch);
        double sum = 0, variance = 0;
        float[] expected = scratch.Expected;
        for (int g = 0; g < expected.Length; g++)
        {
            int point = ProgramOdds.Point(expected[g]);
            if (point < 0) continue;
            (float score, float part) = odds.Zero(point);
            sum += score;
            variance += part;
        }

        for (int e = 0; e < genes.Length; e++)
        {
            int point = ProgramOdds.Point(expected[genes[e]]);
            if (point >= 0) sum += odds.AboveZero(point, counts[e]);
        }

        return variance > 0 ? sum / Math.Sqrt(variance) : 0;
    }

    // Weights of the classes in a mixture whose molecules are drawn by share.
    private void Mix(ReadOnlySpan<int> genes, ReadOnlySpan<float> counts, Scratch scratch)
    {
        int classes = profiles.Classes;
        double[] weights = scratch.Weights, next = scratch.Next;
        Array.Fill(weights, 1.0 / classes);
        for (int round = 0; round < Rounds; round++)
        {
            Array.Clear(next);
            for (int e = 0; e < genes.Length; e++)
            {
                ReadOnlySpan<float> shares = profiles.ByGene.AsSpan(genes[e] * classes, classes);
                double sum = 0;
                for (int k = 0; k < classes; k++) sum += weights[k] * shares[k];
                double factor = counts[e] / sum;
                for (int k = 0; k < classes; k++) next[k] += weights[k] * shares[k] * factor;
            }

            double all = next.Sum();
            for (int k = 0; k < classes; k++) weights[k] = next[k] / all;
        }

        scratch.KeepLargest(MostParts, SmallestPart);
    }

    private void Expect(double total, bool[]? present, Scratch scratch)
    {
        float[] expected = scratch.Expected;
        Array.Clear(expected);
        for (int k = 0; k < profiles.Classes; k++)
        {
            if (scratch.Weights[k] == 0) continue;
            float factor = (float)(total * scratch.Weights[k]);
            float[] row = profiles.Rows[k];
            for (int g = 0; g < expected.Length; g++) expected[g] += factor * row[g];
        }

        if (present is null) return;
        double share = 0;
        for (int g = 0; g < expected.Length; g++)
        {
            if (present[g]) share += expected[g];
            else expected[g] = 0;
        }

        float scale = (float)(total / share);
        for (int g = 0; g < expected.Length; g++) expected[g] *= scale;
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

        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<int> columns = reference.StoredValues.RowIndices(i);
            ReadOnlySpan<float> values = reference.StoredValues.RowValues(i);
            for (int e = 0; e < columns.Length; e++)
            {
                double mu = shares[labels[i]][columns[e]] * depths[i];
                if (!double.IsNaN(mu)) excess += values[e] * (values[e] - (2 * mu));
            }
        }

        return excess > 0 ? Math.Clamp(squares / excess, SmallestTheta, LargestTheta) : LargestTheta;
    }

    private sealed class Scratch(ClassProfiles profiles)
    {
        public double[] Weights { get; } = new double[profiles.Classes];

        public double[] Next { get; } = new double[profiles.Classes];

        public float[] Expected { get; } = new float[profiles.Genes];

        public void KeepLargest(int most, double smallest)
        {
            double limit = smallest;
            if (Weights.Length > most)
            {
                Weights.CopyTo(Next, 0);
                Array.Sort(Next);
                limit = Math.Max(limit, Next[^most]);
            }

            double sum = 0;
            foreach (double w in Weights)
                if (w >= limit) sum += w;
            for (int k = 0; k < Weights.Length; k++) Weights[k] = Weights[k] >= limit ? Weights[k] / sum : 0;
        }
    }
}
