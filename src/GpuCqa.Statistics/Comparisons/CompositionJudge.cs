using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Compares compositions over lots.</summary>
public static class CompositionJudge
{
    /// <summary>Compares every state.</summary>
    /// <param name="spec">The row "composition" of the attribute table, or null.</param>
    /// <param name="source">Column of the labels.</param>
    /// <param name="names">States.</param>
    /// <param name="counts">lots x states, cells.</param>
    /// <param name="lots">The lots.</param>
    /// <param name="options">Levels and forms.</param>
    public static CompositionFinding Compare(AttributeSpec? spec, string source, IReadOnlyList<string> names, IReadOnlyList<double[]> counts, IReadOnlyList<ComparedLot> lots, ComparisonOptions options)
    {
        double[][] clr = Composition.Clr(counts), shares = Composition.Fractions(counts);
        int[][] pairs = options.Paired ? PairsOf(lots) : [];
        int[] before = [.. Enumerable.Range(0, lots.Count).Where(l => !lots[l].After)], after = [.. Enumerable.Range(0, lots.Count).Where(l => lots[l].After)];
        bool enough = options.Paired ? pairs.Length >= 2 : before.Length >= 2 && after.Length >= 2;
        var flags = new List<string>();
        if (!enough) flags.Add(ComparisonFlags.FewLots);
        MarginRule? rule = spec is { Tier: AttributeTier.Equivalence } ? spec.Margin : null;
        if (rule is { Kind: not ("sd" or "sd-lower" or "ratio") }) throw new PreconditionException($"composition: the margin '{rule}' is none for log-ratios of shares; expected 'sd 1.5', 'sd-lower 1.5' or 'ratio 1.5'.");
        (double[] alone, double[] family) = enough ? Exchanges(clr, lots, pairs, options) : ([.. names.Select(_ => double.NaN)], [.. names.Select(_ => double.NaN)]);
        bool weak = false, cannot = false;
        ComparedState[] states = [.. names.Select((name, k) =>
        {
            double meanBefore = before.Length > 0 ? before.Average(l => shares[l][k]) : double.NaN, meanAfter = after.Length > 0 ? after.Average(l => shares[l][k]) : double.NaN;
            if (!enough) return new ComparedState(name, meanBefore, meanAfter, "", double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, AttributeVerdict.Insufficient);
            MeanDifference of(double[][] values) => options.Paired ? MeanDifference.Paired([.. pairs.Select(p => values[p[1]][k] - values[p[0]][k])])
                : options.PooledVariance ? MeanDifference.Pooled([.. before.Select(l => values[l][k])], [.. after.Select(l => values[l][k])]) : MeanDifference.Welch([.. before.Select(l => values[l][k])], [.. after.Select(l => values[l][k])]);
            MeanDifference d = of(clr);
            Interval interval = d.Interval(1 - (2 * options.Alpha)), share = of(shares).Interval(1 - (2 * options.Alpha));
            double deviation = before.Length < 2 ? double.NaN : Math.Sqrt(MeanDifference.Moments([.. before.Select(l => clr[l][k])]).Variance);
            double low = double.NaN, high = double.NaN, p = double.NaN;
            AttributeVerdict verdict = AttributeVerdict.Described;
            if (rule is not null)
            {
                (low, high, _) = rule.Margins(AttributeScale.Log, deviation, before.Length, null);
                var test = new EquivalenceTest(d, low, high, options.Alpha);
                (p, verdict) = (test.P, test.Verdict);
                double error = options.Paired ? d.StandardError : deviation * Math.Sqrt((1.0 / before.Length) + (1.0 / after.Length)), df = options.Paired ? pairs.Length - 1 : before.Length + after.Length - 2;
                weak |= error > 0 && EquivalencePower.Of(0, low, high, error, df, options.Alpha) < 0.5;
                cannot |= rule.Kind != "ratio" && d.Form == "Welch" && WelchReach.SmallestHalfWidth(before.Length, after.Length, options.Alpha) >= high / deviation;
            }

            return new ComparedState(name, meanBefore, meanAfter, d.Form, d.Estimate, d.StandardError, d.DegreesOfFreedom, interval.Low, interval.High, share.Low, share.High, low, high, p, alone[k], family[k], verdict);
        })];
        if (cannot) flags.Add(ComparisonFlags.CannotPass);
        if (weak) flags.Add(ComparisonFlags.WeakDesign);
        if (rule is { Kind: "sd" or "sd-lower" }) flags.Add(ComparisonFlags.MarginFromSample);
        AttributeVerdict all = !enough ? AttributeVerdict.Insufficient : rule is null ? AttributeVerdict.Described
            : states.Any(s => s.Verdict == AttributeVerdict.Different) ? AttributeVerdict.Different
            : states.All(s => s.Verdict == AttributeVerdict.Equivalent) ? AttributeVerdict.Equivalent : AttributeVerdict.Inconclusive;
        // What was not to be judged, or could not be, is no evidence of likeness.
        AttributeVerdict judged = all is AttributeVerdict.Equivalent && weak ? AttributeVerdict.Inconclusive : all == AttributeVerdict.Described && spec is null ? AttributeVerdict.Insufficient : all;
        return new CompositionFinding(spec, source, [.. states.OrderBy(s => s.Verdict == AttributeVerdict.Different ? 0 : 1).ThenByDescending(Least).ThenByDescending(s => Math.Abs(s.Estimate) / s.StandardError)], lots, names, counts, all, judged, flags);
    }

    // The least change that the interval allows; 0 where it allows none. Shares sum to 1: what is lost changes by more than what gains by it, though with a larger error.
    private static double Least(ComparedState s) => s.Low > 0 ? s.Low : s.High < 0 ? -s.High : 0;

    /// <summary>Indices of the lots of each complete pair, before and after, one lot a side.</summary>
    /// <exception cref="PreconditionException">A pair has several lots on a side.</exception>
    public static int[][] PairsOf(IReadOnlyList<ComparedLot> lots)
    {
        var groups = Enumerable.Range(0, lots.Count).Where(l => lots[l].Pair is not null).GroupBy(l => lots[l].Pair, StringComparer.Ordinal).Where(g => g.Any(l => lots[l].After) && g.Any(l => !lots[l].After)).ToArray();
        if (groups.FirstOrDefault(g => g.Count() > 2) is { } many) throw new PreconditionException($"The pair '{many.Key}' has {many.Count()} lots; cells are compared between one lot before and one after.");
        return [.. groups.Select(g => new[] { g.First(l => !lots[l].After), g.First(l => lots[l].After) })];
    }

    // |difference of mean log-ratios|, over the spread of all lots, which no exchange changes: single state, and the largest over states.
    private static (double[] Alone, double[] Family) Exchanges(double[][] clr, IReadOnlyList<ComparedLot> lots, int[][] pairs, ComparisonOptions options)
    {
        int[] order = options.Paired ? [.. pairs.SelectMany(p => p)] : [.. Enumerable.Range(0, lots.Count)];
        int states = clr[0].Length;
        if (order.Length > LotLabels.MostLots) return ([.. Enumerable.Repeat(double.NaN, states)], [.. Enumerable.Repeat(double.NaN, states)]);
        LotLabels labels = options.Paired ? LotLabels.OfPairs(pairs.Length, draws: options.Draws, seed: options.Seed) : LotLabels.OfGroups([.. order.Select(l => lots[l].After)], draws: options.Draws, seed: options.Seed);
        double[] scale = [.. Enumerable.Range(0, states).Select(k => Math.Sqrt(Math.Max(1e-300, options.Paired
            ? pairs.Sum(p => Math.Pow(clr[p[1]][k] - clr[p[0]][k], 2)) : MeanDifference.Moments([.. order.Select(l => clr[l][k])]).Variance)))];
        double[][] values = [.. Enumerable.Range(0, states).Select(_ => new double[labels.Masks.Count])];
        double[] largest = new double[labels.Masks.Count];
        for (int i = 0; i < labels.Masks.Count; i++)
        {
            ulong mask = labels.Masks[i];
            int a = System.Numerics.BitOperations.PopCount(mask);
            for (int k = 0; k < states; k++)
            {
                double own = 0, other = 0;
                for (int l = 0; l < order.Length; l++)
                {
                    if ((mask >> l & 1) == 1) own += clr[order[l]][k]; else other += clr[order[l]][k];
                }

                values[k][i] = Math.Abs((own / a) - (other / (order.Length - a))) / scale[k];
                largest[i] = Math.Max(largest[i], values[k][i]);
            }
        }

        double tie = 1e-10 * LabelTest.Scale(largest);
        return ([.. values.Select(v => LabelTest.Of(v, labels).P)], [.. values.Select(v => largest.Count(x => x >= v[0] - tie) / (double)largest.Length)]);
    }
}
