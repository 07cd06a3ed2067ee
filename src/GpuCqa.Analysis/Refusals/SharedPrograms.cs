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
    /// <summary>Cells of a lot whose counts are copied to be multiplied many times, at most.</summary>
    internal const int MostCopied = 2 * MostTrained;

    private const int Directions = 3, Sweeps = 5, Refinements = 6, FewestCells = 60, MostTrained = 8000, ManyCells = 1500;
    private const double Prior = 0.05, GeneDeviations = 2, MostDeviations = 2;

    /// <summary>Scores each cell.</summary>
    /// <param name="device">Device.</param>
    /// <param name="model">Classes of the reference.</param>
    /// <param name="known">Directions in which train lots differ, for each way of weighting genes; see <see cref="KnownPrograms"/>.</param>
    /// <param name="values">cells x genes of the reference, raw counts, CSR: one lot.</param>
    /// <param name="barcodes">Names of the cells; they decide the folds, so that the order of cells does not.</param>
    /// <param name="strangeness">Strangeness of each cell.</param>
    /// <param name="seed">Seed of starting vectors.</param>
    /// <param name="explained">Weights of the classes that explain the cells (<see cref="StrangenessModel.Explain(ComputeDevice, CsrMatrix{float})"/>); null = not known yet.</param>
    /// <returns>Per cell; NaN in a lot too small to look.</returns>
    public static double[] Score(
        ComputeDevice device, StrangenessModel model, IReadOnlyList<DenseMatrix<float>> known, CsrMatrix<float> values, IReadOnlyList<string> barcodes, double[] strangeness, ulong seed, DenseMatrix<float>? explained = null) =>
        Score(device, model, known, LotCells.Of(values), null, barcodes, strangeness, seed, explained ?? model.Explain(device, values));

    internal static double[] Score(
        ComputeDevice device, StrangenessModel model, IReadOnlyList<DenseMatrix<float>> known, LotCells cells, LotSums? sums, IReadOnlyList<string> barcodes, double[] strangeness, ulong seed, DenseMatrix<float> explained)
    {
        var result = new double[cells.Count];
        Array.Fill(result, double.NaN);
        if (cells.Count < FewestCells) return result;
        Array.Fill(result, double.NegativeInfinity);
        if (known.Count == 0) return result;
        int folds = cells.Count > ManyCells ? 2 : 4;
        uint[] hashes = [.. barcodes.Select(Hash)];
        LotResiduals residuals = LotResiduals.Of(device, model, cells, explained, sums ?? LotSums.Of(cells, explained));
        double[][] old = [.. known.SelectMany(Basis.Of)], start = Basis.Random(LotResiduals.Lanes, residuals.Genes, seed);
        int[] all = [.. Enumerable.Range(0, cells.Count)];
        (int[] Trained, int[] Tested)[] parts = [.. Enumerable.Range(0, folds).Select(fold =>
        {
            int[] trained = [.. all.Where(i => hashes[i] % folds != fold)], tested = [.. all.Where(i => hashes[i] % folds == fold)];
            if (trained.Length > MostTrained) trained = [.. trained.OrderBy(i => hashes[i]).Take(MostTrained).Order()];
            return (trained, tested);
        }).Where(part => part.trained.Length > 0 && part.tested.Length > 0)];
        int[] copied = [.. parts.SelectMany(part => part.Trained).Distinct().Order()], place = new int[cells.Count];
        for (int n = 0; n < copied.Length; n++) place[copied[n]] = n;
        ResidualRows rows = residuals.Rows(copied);
        var work = residuals.NewTables();
        var found = new ProductTables[parts.Length];
        for (int p = 0; p < parts.Length; p++)
        {
            var search = new Search(device, residuals, work, rows, old, Array.ConvertAll(parts[p].Trained, i => place[i]));
            residuals.Prepare(search.Find(strangeness, start), found[p] = residuals.NewTables());
        }

        LaneTable scores = ScoreTested(residuals, parts, found, copied.Length == cells.Count ? [rows] : residuals.AllRows());
        foreach ((_, int[] tested) in parts)
        {
            double[][] merged = new double[LotResiduals.Width][];
            device.ForEach(merged.Length, j => merged[j] = InDeviations(scores, j, tested));
            foreach (double[] lane in merged)
                for (int n = 0; n < lane.Length; n++) result[tested[n]] = Math.Max(result[tested[n]], lane[n]);
        }

        return result;
    }

    // Each cell along what was found in the cells of the other folds.
    private static LaneTable ScoreTested(LotResiduals residuals, (int[] Trained, int[] Tested)[] parts, ProductTables[] found, IEnumerable<ResidualRows> all)
    {
        var scores = new LaneTable(residuals.Cells);
        foreach (ResidualRows rows in all)
        {
            int first = rows.Cells[0], end = rows.Cells[^1] + 1;
            for (int p = 0; p < parts.Length; p++)
            {
                int[] here = [.. parts[p].Tested.Where(i => i >= first && i < end).Select(i => i - first)];
                residuals.Times(found[p], rows, here, scores, rows.Cells);
            }
        }

        return scores;
    }

    // Scores of cells that had no part in the direction, in deviations of their lot.
    private static double[] InDeviations(LaneTable scores, int column, int[] tested)
    {
        double[] own = Array.ConvertAll(tested, i => (double)scores.Row(i)[column]), sorted = (double[])own.Clone();
        Array.Sort(sorted);
        (double center, double spread) = OrderStatistics.Robust(sorted);
        return spread > 0 ? Array.ConvertAll(own, s => (s - center) / spread) : [];
    }

    // FNV-1a.
    private static uint Hash(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name) hash = (hash ^ c) * 16777619;
        return hash ^ (hash >> 16);
    }

    // The search in the cells of one fold; all candidates of all ways of weighting genes at once, as the counts are what costs.
    private sealed class Search(ComputeDevice device, LotResiduals residuals, ProductTables work, ResidualRows rows, double[][] old, int[] trained)
    {
        private const int Lanes = LotResiduals.Lanes;
        private readonly int width = LotResiduals.Width;
        private readonly LaneTable scores = new(rows.Cells.Length);
        private readonly double[][] directions = residuals.NewDirections();

        // Directions of groups of cells with a sparse mean: the mean from the members, the members from their fit to the mean.
        public double[][] Find(double[] strangeness, double[][] start)
        {
            var members = new LaneTable(rows.Cells.Length);
            int[][] starts = Starts(strangeness, start);
            for (int j = 0; j < starts.Length; j++)
                foreach (int i in starts[j]) members.Row(i)[j] = 1;
            for (int round = 1; ; round++)
            {
                residuals.TransposeTimes(members, rows, trained, work, directions);
                double[] self = new double[width];
                device.ForEach(width, j => self[j] = Sharpen(directions[j], Known(j)));
                if (round == Refinements) return directions;
                Times();
                float[]?[] assigned = new float[width][];
                device.ForEach(width, j => assigned[j] = Reassign(members, self[j], j));
                for (int t = 0; t < trained.Length; t++)
                    for (int j = 0; j < width; j++)
                        if (assigned[j] is { } lane) members.Row(trained[t])[j] = lane[t];
            }
        }

        // Memberships to start from: cells at either end of a leading direction, and the strangest.
        private int[][] Starts(double[] strangeness, double[][] start)
        {
            FindLeading(start);
            int[][] starts = new int[width][];
            device.ForEach(width, lane =>
            {
                int power = lane / Lanes * Lanes, n = lane % Lanes, column = power + (n / 2);
                starts[lane] = n >= 2 * Directions ? Top(i => strangeness[rows.Cells[i]], n == 2 * Directions ? Prior : Prior / 3)
                    : n % 2 == 0 ? Top(i => scores.Row(i)[column], Prior) : Top(i => -scores.Row(i)[column], Prior);
            });
            return starts;

            int[] Top(Func<int, double> value, double share) => [.. trained.OrderByDescending(value).Take(Math.Max(3, (int)(share * trained.Length)))];
        }

        // Scores of the trained cells along the leading directions; more than are used, as each then settles faster.
        private void FindLeading(double[][] start)
        {
            for (int j = 0; j < width; j++) start[j % Lanes].CopyTo(directions[j], 0);
            for (int sweep = 0; sweep < Sweeps; sweep++)
            {
                Orthonormalize();
                Times();
                residuals.TransposeTimes(scores, rows, trained, work, directions);
            }

            Orthonormalize();
            Times();
        }

        private void Times()
        {
            residuals.Prepare(directions, work);
            residuals.Times(work, rows, trained, scores);
        }

        private void Orthonormalize() => device.ForEach(width / Lanes, p => Basis.Orthonormalize(directions.AsSpan(p * Lanes, Lanes), Known(p * Lanes)));

        private ReadOnlySpan<double[]> Known(int lane) => old.AsSpan(lane / Lanes * KnownPrograms.Directions, KnownPrograms.Directions);

        // Keeps the genes that stand out, takes away what train lots vary in, and returns how much a member adds to its own score: a residual's expected square on each kept gene.
        private static double Sharpen(double[] mean, ReadOnlySpan<double[]> known)
        {
            double noise = OrderStatistics.Size(mean, mean.Length / 2) / 0.6745, limit = GeneDeviations * noise, kept = 0;
            int support = 0;
            for (int g = 0; g < mean.Length; g++)
            {
                double beyond = Math.Abs(mean[g]) - limit;
                mean[g] = beyond > 0 ? Math.Sign(mean[g]) * Math.Min(beyond, MostDeviations * noise) : 0;
                kept += mean[g] * mean[g];
                if (beyond > 0) support++;
            }

            if (kept == 0) return 0;
            Basis.Remove(mean, known);
            Basis.Normalize(mean);
            return support / Math.Sqrt(kept);
        }

        // Memberships of the trained cells; null = as they are.
        private float[]? Reassign(LaneTable members, double self, int column)
        {
            double[] own = Array.ConvertAll(trained, i => scores.Row(i)[column] - (members.Row(i)[column] * self)), sorted = (double[])own.Clone();
            Array.Sort(sorted);
            (double center, double spread) = OrderStatistics.Robust(sorted);
            if (!(spread > 0)) return null;
            int top = Math.Min(sorted.Length, Math.Max(3, (int)(Prior * trained.Length)));
            double sum = 0;
            for (int i = 1; i <= top; i++) sum += (sorted[^i] - center) / spread;
            double shift = Math.Max(2, sum / top);
            return Array.ConvertAll(own, s =>
            {
                double odds = Prior / (1 - Prior) * Math.Exp(Math.Clamp((shift * (s - center) / spread) - (0.5 * shift * shift), -50, 50)), member = odds / (1 + odds);
                return member < 0.05 ? 0 : (float)member;
            });
        }
    }
}
