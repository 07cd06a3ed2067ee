using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Cells of one lot that share a program which no class of the reference has, where each of them alone would pass.</summary>
/// <remarks>
/// A second look at a whole lot, for whole-lot mapping only: it depends on the other cells of the lot. Programs are sought in some of the cells and scored in the
/// others (cross-fitting), so that a cell's score owes nothing to its own noise. Candidates are the leading directions of the residuals, either way, and the strangest cells; each is
/// refined as a group of a few cells with a sparse mean (expectation and maximization, a cell's own part left out; no gene weighs more than others that stand out, so that
/// many genes make a program). The score of a cell is its largest over the candidates, in deviations of the lot's cells; what it takes to be refused comes from train lots left out.
/// </remarks>
public static class SharedPrograms
{
    private const int Lanes = LotResiduals.Lanes, Directions = 3, Sweeps = 5, Refinements = 6, FewestCells = 60, MostTrained = 8000, ManyCells = 1500;
    private const double Prior = 0.05, GeneDeviations = 2, MostDeviations = 2;

    /// <summary>Scores each cell.</summary>
    /// <param name="device">Device.</param>
    /// <param name="model">Classes of the reference.</param>
    /// <param name="known">Directions in which train lots differ, for each way of weighting genes; see <see cref="KnownPrograms"/>.</param>
    /// <param name="values">cells x genes of the reference, raw counts, CSR: one lot.</param>
    /// <param name="barcodes">Names of the cells; they decide the folds, so that the order of cells does not.</param>
    /// <param name="strangeness">Strangeness of each cell.</param>
    /// <param name="seed">Seed of starting vectors.</param>
    /// <returns>Per cell; NaN in a lot too small to look.</returns>
    public static double[] Score(ComputeDevice device, StrangenessModel model, IReadOnlyList<DenseMatrix<float>> known, CsrMatrix<float> values, IReadOnlyList<string> barcodes, double[] strangeness, ulong seed)
    {
        var result = new double[values.Rows];
        Array.Fill(result, double.NaN);
        if (values.Rows < FewestCells) return result;
        Array.Fill(result, double.NegativeInfinity);
        int folds = values.Rows > ManyCells ? 2 : 4;
        uint[] hashes = [.. barcodes.Select(Hash)];
        DenseMatrix<float> explained = model.Explain(device, values);
        for (int p = 0; p < known.Count; p++)
        {
            LotResiduals residuals = LotResiduals.Of(device, model, values, explained, KnownPrograms.Powers[p]);
            double[][] old = Basis.Of(known[p]);
            for (int fold = 0; fold < folds; fold++)
            {
                bool[] tested = [.. hashes.Select(h => h % folds == fold)];
                int[] trained = [.. Enumerable.Range(0, tested.Length).Where(i => !tested[i])];
                if (trained.Length > MostTrained) trained = [.. trained.OrderBy(i => hashes[i]).Take(MostTrained).Order()];
                int[][] starts = Starts(residuals, old, trained, strangeness, seed);
                float[] scores = Refine(residuals, old, trained, starts);
                for (int j = 0; j < Lanes; j++) Merge(result, scores, j, tested);
            }
        }

        return result;
    }

    // Memberships to start from: cells at either end of a leading direction, and the strangest.
    private static int[][] Starts(LotResiduals residuals, double[][] old, int[] trained, double[] strangeness, ulong seed)
    {
        float[] scores = residuals.Times(Leading(residuals, old, trained, seed));
        var starts = new List<int[]>();
        for (int j = 0; j < Directions; j++)
        {
            int column = j;
            starts.Add(Top(i => scores[(i * Lanes) + column], Prior));
            starts.Add(Top(i => -scores[(i * Lanes) + column], Prior));
        }

        starts.Add(Top(i => strangeness[i], Prior));
        starts.Add(Top(i => strangeness[i], Prior / 3));
        return [.. starts];

        int[] Top(Func<int, double> value, double share) => [.. trained.OrderByDescending(value).Take(Math.Max(3, (int)(share * trained.Length)))];
    }

    private static double[][] Leading(LotResiduals residuals, double[][] old, int[] trained, ulong seed)
    {
        // More than are used, as each then settles faster.
        double[][] basis = Basis.Random(Lanes, residuals.Genes, seed);
        bool[] used = new bool[residuals.Cells];
        foreach (int i in trained) used[i] = true;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            Basis.Orthonormalize(basis, old);
            float[] scores = residuals.Times(basis);
            for (int i = 0; i < used.Length; i++)
                if (!used[i]) scores.AsSpan(i * Lanes, Lanes).Clear();
            basis = residuals.TransposeTimes(scores);
        }

        Basis.Orthonormalize(basis, old);
        return basis;
    }

    // Groups of cells with a sparse mean: the mean from the members, the members from their fit to the mean; all candidates at once, as the counts are what costs.
    private static float[] Refine(LotResiduals residuals, double[][] old, int[] trained, int[][] starts)
    {
        var members = new float[(long)residuals.Cells * Lanes];
        for (int j = 0; j < starts.Length; j++)
            foreach (int i in starts[j]) members[(i * Lanes) + j] = 1;
        for (int round = 1; ; round++)
        {
            double[][] means = residuals.TransposeTimes(members);
            double[] self = [.. means.Select(m => Sharpen(m, old))];
            float[] scores = residuals.Times(means);
            if (round == Refinements) return scores;
            for (int j = 0; j < Lanes; j++) Reassign(scores, members, self[j], j, trained);
        }
    }

    // Keeps the genes that stand out, takes away what train lots vary in, and returns how much a member adds to its own score: a residual's expected square on each kept gene.
    private static double Sharpen(double[] mean, double[][] old)
    {
        double[] magnitudes = Array.ConvertAll(mean, Math.Abs);
        Array.Sort(magnitudes);
        double noise = magnitudes[magnitudes.Length / 2] / 0.6745, limit = GeneDeviations * noise, kept = 0;
        int support = 0;
        for (int g = 0; g < mean.Length; g++)
        {
            double beyond = Math.Abs(mean[g]) - limit;
            mean[g] = beyond > 0 ? Math.Sign(mean[g]) * Math.Min(beyond, MostDeviations * noise) : 0;
            kept += mean[g] * mean[g];
            if (beyond > 0) support++;
        }

        if (kept == 0) return 0;
        Basis.Remove(mean, old);
        Basis.Normalize(mean);
        return support / Math.Sqrt(kept);
    }

    private static void Reassign(float[] scores, float[] members, double self, int column, int[] trained)
    {
        double[] own = Array.ConvertAll(trained, i => scores[(i * Lanes) + column] - (members[(i * Lanes) + column] * self));
        (double center, double spread) = Robust((double[])own.Clone());
        if (!(spread > 0)) return;
        double shift = Math.Max(2, own.OrderDescending().Take(Math.Max(3, (int)(Prior * trained.Length))).Average(s => (s - center) / spread));
        for (int t = 0; t < trained.Length; t++)
        {
            double odds = Prior / (1 - Prior) * Math.Exp(Math.Clamp((shift * (own[t] - center) / spread) - (0.5 * shift * shift), -50, 50)), member = odds / (1 + odds);
            members[(trained[t] * Lanes) + column] = member < 0.05 ? 0 : (float)member;
        }
    }

    // Scores of cells that had no part in the direction, in deviations of their lot.
    private static void Merge(double[] result, float[] scores, int column, bool[] tested)
    {
        int[] at = [.. Enumerable.Range(0, tested.Length).Where(i => tested[i])];
        (double center, double spread) = Robust(Array.ConvertAll(at, i => (double)scores[(i * Lanes) + column]));
        if (!(spread > 0)) return;
        foreach (int i in at) result[i] = Math.Max(result[i], (scores[(i * Lanes) + column] - center) / spread);
    }

    private static (double Center, double Spread) Robust(double[] values)
    {
        Array.Sort(values);
        double center = OrderStatistics.Median(values);
        return (center, 1.4826 * OrderStatistics.Median(values.Select(v => Math.Abs(v - center))));
    }

    // FNV-1a.
    private static uint Hash(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name) hash = (hash ^ c) * 16777619;
        return hash ^ (hash >> 16);
    }
}
