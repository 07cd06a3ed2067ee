using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>How often a process that has not changed passes the equivalence tests of all attributes at once.</summary>
/// <remarks>
/// Attributes of one lot go together: lots are drawn from a normal distribution with the correlations found within the sides (shrunk towards none by one tenth, so that few lots make no perfect ones) and the standard
/// deviations of the lots before, and every attribute is tested as the comparison tests it. Margins are taken as they are.
/// </remarks>
public static class JointPower
{
    /// <summary>Studies drawn.</summary>
    public const int Studies = 4_000;

    private const double Shrinkage = 0.1;

    private static readonly bool[] Sides = [false, true];

    /// <summary>The probability; NaN where fewer than two attributes are tested for equivalence, or one of them cannot be drawn.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="values">attributes x lots, on the attributes' scales.</param>
    /// <param name="lots">The lots.</param>
    /// <param name="options">How the comparison is made.</param>
    public static double Of(IReadOnlyList<AttributeComparison> attributes, IReadOnlyList<double[]> values, IReadOnlyList<ComparedLot> lots, ComparisonOptions options)
    {
        int[] tested = [.. Enumerable.Range(0, attributes.Count).Where(a => attributes[a].Spec.Tier == AttributeTier.Equivalence && double.IsFinite(attributes[a].MarginLow) && attributes[a].DeviationBefore > 0)];
        if (tested.Length < 2) return double.NaN;
        int k = tested.Length;
        // One unit is a lot, or a pair: its difference.
        double[][] units = [.. tested.Select(a => Units(values[a], lots, options.Paired))];
        double[] spread = [.. tested.Select((a, i) => options.Paired ? Math.Sqrt(MeanDifference.Moments([.. units[i].Where(double.IsFinite)]).Variance) : attributes[a].DeviationBefore)];
        if (spread.Any(s => !(s > 0))) return double.NaN;
        double[,] root = Root(units);
        int passed = 0;
        for (int study = 0; study < Studies; study++)
        {
            var random = new Philox(options.Seed, RandomPurpose.JointPower, (ulong)study);
            int before = attributes[tested[0]].LotsBefore, after = attributes[tested[0]].LotsAfter, pairs = attributes[tested[0]].Pairs, drawn = options.Paired ? pairs : before + after;
            double[][] lot = [.. Enumerable.Range(0, k).Select(_ => new double[drawn])];
            double[] z = new double[k];
            for (int u = 0; u < drawn; u++)
            {
                for (int i = 0; i < k; i++) z[i] = random.NextNormal();
                for (int i = 0; i < k; i++)
                {
                    for (int j = 0; j <= i; j++) lot[i][u] += root[i, j] * z[j] * spread[i];
                }
            }

            bool all = true;
            for (int i = 0; i < k && all; i++)
            {
                AttributeComparison a = attributes[tested[i]];
                MeanDifference d = options.Paired ? MeanDifference.Paired(lot[i]) : options.PooledVariance ? MeanDifference.Pooled(lot[i][..before], lot[i][before..]) : MeanDifference.Welch(lot[i][..before], lot[i][before..]);
                all = StudentDistribution.Upper((d.Estimate - a.MarginLow) / d.StandardError, d.DegreesOfFreedom) < options.Alpha && StudentDistribution.Upper((a.MarginHigh - d.Estimate) / d.StandardError, d.DegreesOfFreedom) < options.Alpha;
            }

            if (all) passed++;
        }

        return (double)passed / Studies;
    }

    private static double[] Units(double[] values, IReadOnlyList<ComparedLot> lots, bool paired)
    {
        if (paired)
        {
            return [.. lots.Where(l => l.Pair is not null).Select(l => l.Pair!).Distinct(StringComparer.Ordinal).Select(pair =>
            {
                double[] Side(bool after) => [.. Enumerable.Range(0, lots.Count).Where(l => lots[l].Pair == pair && lots[l].After == after && double.IsFinite(values[l])).Select(l => values[l])];
                return Side(true) is { Length: > 0 } a && Side(false) is { Length: > 0 } b ? a.Average() - b.Average() : double.NaN;
            })];
        }

        double[] means = [.. Sides.Select(side => Enumerable.Range(0, lots.Count).Where(l => lots[l].After == side && double.IsFinite(values[l])).Select(l => values[l]).DefaultIfEmpty(double.NaN).Average())];
        return [.. values.Select((v, l) => v - means[lots[l].After ? 1 : 0])];
    }

    // Cholesky of the shrunken correlations; a direction that rounding makes negative has no part.
    private static double[,] Root(double[][] units)
    {
        int k = units.Length;
        var root = new double[k, k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double r = i == j ? 1 : (1 - Shrinkage) * Correlation(units[i], units[j]);
                for (int m = 0; m < j; m++) r -= root[i, m] * root[j, m];
                root[i, j] = i == j ? Math.Sqrt(Math.Max(0, r)) : root[j, j] > 1e-9 ? r / root[j, j] : 0;
            }
        }

        return root;
    }

    private static double Correlation(double[] a, double[] b)
    {
        int[] both = [.. Enumerable.Range(0, a.Length).Where(i => double.IsFinite(a[i]) && double.IsFinite(b[i]))];
        if (both.Length < 3) return 0;
        double ma = both.Average(i => a[i]), mb = both.Average(i => b[i]), ab = both.Sum(i => (a[i] - ma) * (b[i] - mb)), aa = both.Sum(i => (a[i] - ma) * (a[i] - ma)), bb = both.Sum(i => (b[i] - mb) * (b[i] - mb));
        return aa > 0 && bb > 0 ? Math.Clamp(ab / Math.Sqrt(aa * bb), -1, 1) : 0;
    }
}
