using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Cells of one lot that share a program which no class of the reference has, where each of them alone would pass.</summary>
/// <remarks>
/// A second look at a whole lot, for whole-lot mapping only: it depends on the other cells of the lot. Programs are sought in some of the cells and scored in the
/// others (cross-fitting), so that a cell's score owes nothing to its own noise. Candidates are the leading directions of the residuals, either way, and the strangest cells; each is
/// refined as a group of a few cells with a sparse mean (expectation and maximization, a cell's own part left out). The score of a cell is its largest over the
/// candidates, in deviations of the lot's cells; what it takes to be refused comes from train lots left out.
/// </remarks>
public static class SharedPrograms
{
    private const int Directions = 4, Sweeps = 12, Refinements = 8, FewestCells = 60, MostTrained = 8000, ManyCells = 3000;
    private const double Prior = 0.05, GeneDeviations = 2;

    /// <summary>Scores each cell.</summary>
    /// <param name="device">Device.</param>
    /// <param name="model">Classes of the reference.</param>
    /// <param name="values">cells x genes of the reference, raw counts, CSR: one lot.</param>
    /// <param name="barcodes">Names of the cells; they decide the folds, so that the order of cells does not.</param>
    /// <param name="strangeness">Strangeness of each cell.</param>
    /// <param name="seed">Seed of starting vectors.</param>
    /// <returns>Per cell; NaN in a lot too small to look.</returns>
    public static double[] Score(ComputeDevice device, StrangenessModel model, CsrMatrix<float> values, IReadOnlyList<string> barcodes, double[] strangeness, ulong seed)
    {
        var result = new double[values.Rows];
        Array.Fill(result, double.NaN);
        if (values.Rows < FewestCells) return result;
        Array.Fill(result, double.NegativeInfinity);
        int folds = values.Rows > ManyCells ? 2 : 4;
        uint[] hashes = [.. barcodes.Select(Hash)];
        foreach (double power in (double[])[1, 1.5])
        {
            LotResiduals residuals = LotResiduals.Of(device, model, values, power);
            double[] lengths = residuals.SquaredLengths();
            for (int fold = 0; fold < folds; fold++)
            {
                bool[] tested = [.. hashes.Select(h => h % folds == fold)];
                int[] trained = [.. Enumerable.Range(0, tested.Length).Where(i => !tested[i])];
                if (trained.Length > MostTrained) trained = [.. trained.OrderBy(i => hashes[i]).Take(MostTrained).Order()];
                foreach (double[] score in Fold(residuals, lengths, trained, strangeness, seed))
                    Merge(result, score, tested);
            }
        }

        return result;
    }

    private static IEnumerable<double[]> Fold(LotResiduals residuals, double[] lengths, int[] trained, double[] strangeness, ulong seed)
    {
        double[][] starts = Starts(residuals, trained, strangeness, seed);
        foreach (double[] start in starts) yield return Refine(residuals, lengths, trained, start);
    }

    // Memberships to start from: cells at either end of a leading direction, and the strangest.
    private static double[][] Starts(LotResiduals residuals, int[] trained, double[] strangeness, ulong seed)
    {
        double[][] directions = Leading(residuals, trained, seed);
        double[] scores = residuals.Times(directions);
        int count = directions.Length, most = Math.Max(3, (int)(Prior * trained.Length));
        var starts = new List<double[]>();
        for (int j = 0; j < count; j++)
        {
            starts.Add(Top(i => scores[(i * count) + j]));
            starts.Add(Top(i => -scores[(i * count) + j]));
        }

        starts.Add(Top(i => strangeness[i]));
        return [.. starts];

        double[] Top(Func<int, double> value)
        {
            var members = new double[residuals.Cells];
            foreach (int i in trained.OrderByDescending(value).Take(most)) members[i] = 1;
            return members;
        }
    }

    private static double[][] Leading(LotResiduals residuals, int[] trained, ulong seed)
    {
        double[][] basis = [.. Enumerable.Range(0, Directions).Select(j =>
        {
            var random = new Philox(seed, RandomPurpose.EigenStart, (ulong)(1000 + j));
            var v = new double[residuals.Genes];
            for (int g = 0; g < v.Length; g++) v[g] = random.NextNormal();
            return v;
        })];
        Orthonormalize(basis);
        bool[] used = new bool[residuals.Cells];
        foreach (int i in trained) used[i] = true;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            double[] scores = residuals.Times(basis);
            for (int i = 0; i < used.Length; i++)
                if (!used[i]) scores.AsSpan(i * Directions, Directions).Clear();
            basis = residuals.TransposeTimes(scores, Directions);
            Orthonormalize(basis);
        }

        return basis;
    }

    // A group of cells with a sparse mean: the mean from the members, the members from their fit to the mean.
    private static double[] Refine(LotResiduals residuals, double[] lengths, int[] trained, double[] members)
    {
        double[] scores = [];
        double typical = trained.Average(i => lengths[i]) / residuals.Genes;
        for (int round = 0; round < Refinements; round++)
        {
            double size = members.Sum(), squares = members.Sum(m => m * m);
            double[] mean = residuals.TransposeTimes(members, 1)[0];
            // Deviation of a gene's mean under noise; weights have been chosen so that all genes count about alike.
            double[] magnitudes = Array.ConvertAll(mean, Math.Abs);
            Array.Sort(magnitudes);
            double noise = magnitudes[magnitudes.Length / 2] / 0.6745;
            double kept = 0;
            var direction = new double[mean.Length];
            int support = 0;
            for (int g = 0; g < mean.Length; g++)
            {
                double beyond = Math.Abs(mean[g]) - (GeneDeviations * noise);
                if (beyond <= 0) continue;
                direction[g] = Math.Sign(mean[g]) * beyond;
                kept += direction[g] * direction[g];
                support++;
            }

            if (kept == 0) return new double[residuals.Cells];
            double scale = 1 / Math.Sqrt(kept);
            for (int g = 0; g < direction.Length; g++) direction[g] *= scale;
            scores = residuals.Times([direction]);
            if (round == Refinements - 1) break;
            double[] own = (double[])scores.Clone();
            foreach (int i in trained)
            {
                if (members[i] == 0) continue;
                // The member's own residual in the mean, over the genes that were kept.
                own[i] -= members[i] * typical * support * scale;
            }

            (double center, double spread) = Robust([.. trained.Select(i => own[i])]);
            double[] z = Array.ConvertAll(own, s => (s - center) / spread);
            double[] top = [.. trained.Select(i => z[i]).OrderDescending().Take(Math.Max(3, (int)(Prior * trained.Length)))];
            double shift = Math.Max(2, top.Average());
            members = new double[residuals.Cells];
            foreach (int i in trained)
            {
                double odds = Prior / (1 - Prior) * Math.Exp(Math.Clamp((shift * z[i]) - (0.5 * shift * shift), -50, 50));
                double m = odds / (1 + odds);
                members[i] = m < 0.05 ? 0 : m;
            }

            if (members.Sum() < 2) return new double[residuals.Cells];
        }

        return scores;
    }

    // Scores of cells that had no part in the direction, in deviations of their lot.
    private static void Merge(double[] result, double[] score, bool[] tested)
    {
        int[] at = [.. Enumerable.Range(0, tested.Length).Where(i => tested[i])];
        (double center, double spread) = Robust([.. at.Select(i => score[i])]);
        if (!(spread > 0)) return;
        foreach (int i in at) result[i] = Math.Max(result[i], (score[i] - center) / spread);
    }

    private static (double Center, double Spread) Robust(double[] values)
    {
        Array.Sort(values);
        double center = OrderStatistics.Median(values);
        return (center, 1.4826 * OrderStatistics.Median(values.Select(v => Math.Abs(v - center))));
    }

    private static void Orthonormalize(double[][] basis)
    {
        for (int j = 0; j < basis.Length; j++)
        {
            for (int twice = 0; twice < 2; twice++)
            {
                for (int k = 0; k < j; k++)
                {
                    double dot = 0;
                    for (int g = 0; g < basis[j].Length; g++) dot += basis[j][g] * basis[k][g];
                    for (int g = 0; g < basis[j].Length; g++) basis[j][g] -= dot * basis[k][g];
                }
            }

            double length = Math.Sqrt(basis[j].Sum(x => x * x));
            if (length > 0) for (int g = 0; g < basis[j].Length; g++) basis[j][g] /= length;
        }
    }

    // FNV-1a.
    private static uint Hash(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name) hash = (hash ^ c) * 16777619;
        return hash ^ (hash >> 16);
    }
}
