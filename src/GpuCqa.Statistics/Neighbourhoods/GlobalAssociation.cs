using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>One test of all neighbourhoods together: do the leading components of the lots' neighbourhood abundance explain a readout?</summary>
/// <remarks>
/// The global test of covarying neighbourhood analysis (Reshef et al., Nature Biotechnology 2022; package cna). For k in <see cref="Numbers"/>, R2 is the
/// variance of the readout in the first k components, F = (R2 / k) / ((1 - R2) / n), and the statistic is the smallest upper tail of F(k, n - 1 - k). Its
/// p-value is by orders of the lots: all distinct ones where the plan is exact, where cna draws. The tail falls as R2 grows, so that every number
/// of components gets one threshold of R2 and no tail is computed per order. An order counts when R2 is within <see cref="PearsonScores.Resolution"/>
/// of the threshold: sums that are equal in exact arithmetic stay together, which can only make p larger.
/// </remarks>
public static class GlobalAssociation
{
    /// <summary>Fewest lots: with fewer, no component is left to ask by cna's rule for five, and hardly an order.</summary>
    public const int MinimumLots = 6;

    /// <summary>Below this number of lots cna refuses; here the answer is exact, and a warning stands beside it.</summary>
    public const int FewLots = 10;

    /// <summary>Numbers of components that are tried, by cna's rule: multiples of max(1, n / 50) up to four of them and to a fifth of the lots.</summary>
    public static int[] Numbers(int lots)
    {
        int step = Math.Max((int)(0.02 * lots), 1), most = Math.Min(4 * step, lots / 5);
        return [.. Enumerable.Range(1, most / step).Select(i => i * step)];
    }

    /// <summary>Tests one readout.</summary>
    /// <param name="device">Its host threads go through the orders.</param>
    /// <param name="components">Components x lots, orthonormal and each of mean 0, largest first; at least as many as the largest number.</param>
    /// <param name="numbers">Numbers of components that are tried, ascending, each below lots - 1.</param>
    /// <param name="readout">One value per lot.</param>
    /// <param name="plan">Which orders; lot i is given the readout of lot order[i].</param>
    /// <param name="cancellation">Checked between blocks of orders.</param>
    /// <exception cref="InvalidParameterException">When a value of the readout is not finite, or lengths differ.</exception>
    /// <exception cref="ArgumentException">When there is no number of components, or one out of range.</exception>
    public static GlobalTest Run(ComputeDevice device, double[][] components, IReadOnlyList<int> numbers, double[] readout, PermutationPlan plan, CancellationToken cancellation = default)
    {
        int lots = readout.Length;
        if (components.Any(c => c.Length != lots) || plan.Lots != lots) throw new InvalidParameterException($"Every component needs one value per lot; found {lots} lots in the readout.");
        if (numbers.Count == 0 || numbers[0] < 1 || numbers[^1] > components.Length || numbers[^1] >= lots - 1)
            throw new ArgumentException($"Expected numbers of components from 1 to {Math.Min(components.Length, lots - 2)}.", nameof(numbers));
        if (PearsonScores.Of(readout) is not { } scores) return new GlobalTest(0, double.NaN, double.NaN, double.NaN, 0, double.NaN);

        double[] explained = new double[numbers[^1] + 1];
        for (int k = 1; k < explained.Length; k++)
        {
            double product = 0;
            for (int l = 0; l < lots; l++) product += components[k - 1][l] * scores[l];
            explained[k] = Math.Min(1, explained[k - 1] + (product * product));
        }

        double[] tails = [.. numbers.Select(k => Tail(explained[k], k, lots))];
        int best = Array.IndexOf(tails, tails.Min());
        double[] cuts = [.. numbers.Select((k, i) => (i == best ? explained[k] : Explained(tails[best], k, lots)) - PearsonScores.Resolution)];
        var counter = new ComponentCounter(components, numbers, cuts, scores);
        long[] parts = new long[plan.Blocks];
        device.ForEach(plan.Blocks, block =>
        {
            cancellation.ThrowIfCancellationRequested();
            parts[block] = counter.Count(plan.Orders(block));
        });
        double r2 = explained[numbers[best]];
        return new GlobalTest(numbers[best], r2, r2 / numbers[best] * lots / (1 - r2), tails[best], parts.Sum(), MaxT.Probability(parts.Sum(), plan));
    }

    // Upper tail of F(k, d) at cna's F: I_x(d / 2, k / 2) with x = d / (d + k F), k F = n R2 / (1 - R2).
    private static double Tail(double explained, int k, int lots)
    {
        double d = lots - 1 - k, rest = d * (1 - explained);
        return IncompleteBeta.Lower(d / 2, k / 2.0, Math.Clamp(rest / (rest + (lots * explained)), 0, 1));
    }

    private static double Explained(double tail, int k, int lots)
    {
        double d = lots - 1 - k, x = IncompleteBeta.Inverse(d / 2, k / 2.0, tail), rest = d * (1 - x);
        return rest / (rest + (x * lots));
    }
}
