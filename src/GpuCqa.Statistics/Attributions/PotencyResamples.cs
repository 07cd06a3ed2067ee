using GpuCqa.Compute;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>An attribution of lots drawn with replacement.</summary>
internal sealed class PotencyResamples
{
    private const int Chunk = 2048;

    private readonly double[] values, weights;
    private readonly bool[] effective, dropped;
    private readonly int width, parts;
    private readonly double kept;

    private PotencyResamples(PotencyProblem problem, int count, bool exact)
    {
        parts = problem.Parts;
        width = problem.Width;
        Count = count;
        IsExact = exact;
        values = new double[(long)count * width];
        effective = new bool[(long)count * parts];
        weights = new double[count];
        dropped = new bool[count];
    }

    private PotencyResamples(PotencyResamples filled)
    {
        (values, weights, effective, dropped, width, parts, Count, IsExact) = (filled.values, filled.weights, filled.effective, filled.dropped, filled.width, filled.parts, filled.Count, filled.IsExact);
        double all = weights.Sum();
        kept = Enumerable.Range(0, Count).Where(i => !dropped[i]).Sum(i => weights[i]);
        Dropped = 1 - (kept / all);
    }

    /// <summary>Resamples.</summary>
    public int Count { get; }

    /// <summary>Whether they are all multisets of lots.</summary>
    public bool IsExact { get; }

    /// <summary>Probability of those that were left out, with fewer different lots than parts.</summary>
    public double Dropped { get; }

    /// <summary>Draws and fits.</summary>
    /// <param name="device">Runs chunks of resamples on its host threads.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="folds">Lots that are drawn together.</param>
    /// <param name="options">Exactness, number and seed.</param>
    /// <param name="cancellation">Seen between chunks.</param>
    public static PotencyResamples Of(ComputeDevice device, PotencyProblem problem, PredictionFolds folds, AttributionOptions options, CancellationToken cancellation)
    {
        int units = folds.LeftOut.Count;
        LotMultisets? multisets = units <= Math.Min(options.ExactUnits, IdealBootstrap.MaximumLots) ? new LotMultisets(units) : null;
        var all = new PotencyResamples(problem, multisets?.Number ?? options.Resamples, multisets is not null);
        device.ForEach((all.Count + Chunk - 1) / Chunk, chunk =>
        {
            cancellation.ThrowIfCancellationRequested();
            var solver = new NonNegativeLeastSquares(all.parts);
            double[] times = new double[folds.Lots];
            int[] drawn = new int[units];
            bool again = false;
            for (int i = chunk * Chunk; i < Math.Min(all.Count, (chunk + 1) * Chunk); i++)
            {
                if (multisets is null) Draw(drawn, options.Seed, i);
                int different = 0;
                for (int u = 0; u < units; u++)
                {
                    int count = multisets is null ? drawn[u] : multisets.Counts[u][i];
                    different += count > 0 ? 1 : 0;
                    foreach (int l in folds.LeftOut[u]) times[l] = count;
                }

                all.weights[i] = multisets?.Weights[i] ?? 1;
                if (all.dropped[i] = different < all.parts) continue;
                problem.Solve(times, solver, all.values.AsSpan(i * all.width, all.width), all.effective.AsSpan(i * all.parts, all.parts), again);
                again = true;
            }
        });
        return new PotencyResamples(all);
    }

    /// <summary>Percentile interval of a number: the smallest values whose share of the resamples reaches both tails.</summary>
    public Interval Percentiles(int number, double confidence)
    {
        int[] order = [.. Enumerable.Range(0, Count).Where(i => !dropped[i])];
        double[] keys = Array.ConvertAll(order, i => values[(i * width) + number]);
        Array.Sort(keys, order);
        double tail = 0.5 * (1 - confidence);
        return new Interval(At(tail), At(1 - tail));

        double At(double share)
        {
            double sum = 0, target = share * kept * (1 - 1e-12);
            for (int i = 0; i < keys.Length; i++)
            {
                sum += weights[order[i]];
                if (sum >= target) return keys[i];
            }

            return keys.Length == 0 ? double.NaN : keys[^1];
        }
    }

    /// <summary>Share of the fitted resamples in which a part is effective.</summary>
    public double Frequency(int part) => kept == 0 ? double.NaN : Enumerable.Range(0, Count).Where(i => !dropped[i] && effective[(i * parts) + part]).Sum(i => weights[i]) / kept;

    private static void Draw(int[] drawn, ulong seed, int index)
    {
        var random = new Philox(seed, RandomPurpose.Bootstrap, (ulong)index);
        Array.Clear(drawn);
        for (int i = 0; i < drawn.Length; i++) drawn[random.NextInt32(drawn.Length)]++;
    }
}
