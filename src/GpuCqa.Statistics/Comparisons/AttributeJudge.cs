using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Compares one attribute over lots and says what the data, the design and the method together can carry.</summary>
public static class AttributeJudge
{
    /// <summary>Share of the lots after that must lie in a quality range.</summary>
    public const double RangeShare = 0.9;

    private const int MostExchanges = 2_000_000;

    /// <summary>Compares.</summary>
    /// <param name="attribute">The attribute with its values.</param>
    /// <param name="lots">The lots, in the order of the values.</param>
    /// <param name="method">What is known of its method.</param>
    /// <param name="options">Levels and forms.</param>
    /// <exception cref="PreconditionException">The margin cannot be had from these lots.</exception>
    public static AttributeComparison Compare(AttributeMeasurements attribute, IReadOnlyList<ComparedLot> lots, MethodFinding method, ComparisonOptions options)
    {
        AttributeSpec spec = attribute.Spec;
        double[] before = Side(attribute.Values, lots, false), after = Side(attribute.Values, lots, true);
        var (differences, donors) = Pairs(attribute.Values, lots, options.Paired);
        var flags = new List<string>();
        AttributeComparison result = new()
        {
            Spec = spec, LotsBefore = before.Length, LotsAfter = after.Length, Pairs = differences.Length, Verdict = AttributeVerdict.Insufficient, Judged = AttributeVerdict.Insufficient,
            MeanBefore = before.Length > 0 ? before.Average() : double.NaN, MeanAfter = after.Length > 0 ? after.Average() : double.NaN,
            DeviationBefore = Deviation(before), DeviationAfter = Deviation(after),
        };
        bool enough = options.Paired ? differences.Length >= 2 : before.Length >= 2 && after.Length >= 2;
        if (!enough)
        {
            flags.Add(ComparisonFlags.FewLots);
            return result with { Flags = Told(flags, method) };
        }

        MeanDifference difference = Difference(attribute.Values, lots, before, after, differences, donors, options);
        Interval interval = difference.Interval(1 - (2 * options.Alpha));
        LabelTest? exchange = Exchange(before, after, differences, options);
        result = result with
        {
            Form = difference.Form, Estimate = difference.Estimate, StandardError = difference.StandardError, DegreesOfFreedom = difference.DegreesOfFreedom, Low = interval.Low, High = interval.High,
            PExchange = exchange?.P ?? double.NaN, SmallestP = exchange?.SmallestP ?? double.NaN, Differs = interval.Low > 0 || interval.High < 0,
            InConcern = spec.Concern switch { "lower" => difference.Estimate < 0, "higher" => difference.Estimate > 0, _ => difference.Estimate != 0 },
        };
        if (result.Differs) flags.Add(ComparisonFlags.StatisticallyDifferent);
        if (before.Length >= 2 && result.DeviationBefore > 0) result = WithRanges(result, before, after, options);
        result = spec.Tier switch
        {
            AttributeTier.Equivalence => Equivalence(result, attribute, lots, before, difference, differences, method, options, flags),
            AttributeTier.Range => Range(result, after, flags),
            _ => result with { Verdict = AttributeVerdict.Described, Judged = AttributeVerdict.Described },
        };
        if (method.Problem) flags.Add(ComparisonFlags.MethodProblem);
        else if (!method.Shown && spec.MethodStatus == "unknown")
        {
            flags.Add(ComparisonFlags.MethodNotShown);
            if (result.Judged == AttributeVerdict.Equivalent) result = result with { Judged = AttributeVerdict.Inconclusive };
        }

        return result with { Flags = [.. flags] };
    }

    private static AttributeComparison Equivalence(AttributeComparison result, AttributeMeasurements attribute, IReadOnlyList<ComparedLot> lots, double[] before, MeanDifference difference, double[] differences, MethodFinding method, ComparisonOptions options, List<string> flags)
    {
        MarginRule rule = attribute.Spec.Margin ?? throw new PreconditionException($"{attribute.Spec.Name}: tier T1 has no margin.");
        double variance = before.Length >= 2 ? result.DeviationBefore * result.DeviationBefore : double.NaN;
        // A bad assay must not buy a wide margin: what the method adds to a lot's value is taken off.
        double lotDeviation = Math.Sqrt(Math.Max(0, variance - (double.IsFinite(method.ValueVariance) ? method.ValueVariance : 0)));
        (double low, double high, string basis) = rule.Margins(attribute.Spec.Scale, lotDeviation, before.Length, rule.Kind == "potency" ? Slope(attribute, lots) : null);
        var test = new EquivalenceTest(difference, low, high, options.Alpha);
        double spread = options.Paired ? Deviation(differences) : result.DeviationBefore;
        double power = !(spread > 0) ? 1 : options.Paired
            ? EquivalencePower.Of(0, low, high, spread / Math.Sqrt(differences.Length), differences.Length - 1, options.Alpha)
            : EquivalencePower.Of(0, low, high, spread * Math.Sqrt((1.0 / result.LotsBefore) + (1.0 / result.LotsAfter)), result.LotsBefore + result.LotsAfter - 2, options.Alpha);
        bool sample = rule.Kind is "sd" or "sd-lower";
        if (sample) flags.Add(ComparisonFlags.MarginFromSample);
        bool cannot = sample && difference.Form == "Welch" && WelchReach.SmallestHalfWidth(result.LotsBefore, result.LotsAfter, options.Alpha) >= high / result.DeviationBefore;
        if (cannot) flags.Add(ComparisonFlags.CannotPass);
        bool weak = power < 0.5;
        if (weak) flags.Add(ComparisonFlags.WeakDesign);
        return result with
        {
            MarginLow = low, MarginHigh = high, MarginBasis = basis, P = test.P, Power = power, Verdict = test.Verdict,
            Posterior = LotPosterior.Within(difference, low, high), PosteriorHalf = LotPosterior.Within(difference, low, high, 0.5), PosteriorDouble = LotPosterior.Within(difference, low, high, 2),
            Judged = test.Verdict == AttributeVerdict.Equivalent && weak ? AttributeVerdict.Inconclusive : test.Verdict,
        };
    }

    private static AttributeComparison Range(AttributeComparison result, double[] after, List<string> flags)
    {
        if (!double.IsFinite(result.RangeLow)) return result with { Verdict = AttributeVerdict.Insufficient, Judged = AttributeVerdict.Insufficient };
        AttributeVerdict verdict = result.RangeInside >= Math.Ceiling((RangeShare * after.Length) - 1e-9) ? AttributeVerdict.Equivalent
            : result.PredictionInside < after.Length ? AttributeVerdict.Different : AttributeVerdict.Inconclusive;
        AttributeVerdict judged = verdict;
        if (verdict == AttributeVerdict.Equivalent && result.Spec.Critical != Criticality.NotCritical)
        {
            flags.Add(ComparisonFlags.RangeOnly);
            judged = AttributeVerdict.Inconclusive;
        }
        else if (verdict == AttributeVerdict.Equivalent && result.RangePassShifted > 0.5)
        {
            flags.Add(ComparisonFlags.WeakDesign);
            judged = AttributeVerdict.Inconclusive;
        }

        return result with { Verdict = verdict, Judged = judged };
    }

    private static AttributeComparison WithRanges(AttributeComparison result, double[] before, double[] after, ComparisonOptions options)
    {
        var range = new QualityRange(before, options.RangeDeviations);
        double tolerance = ToleranceFactor.TwoSided(before.Length, 0.95, 0.95) * range.StandardDeviation;
        Interval next = range.Prediction(Math.Max(1, after.Length), 0.95);
        return result with
        {
            RangeK = range.K, RangeLow = range.Low, RangeHigh = range.High, RangeInside = range.Inside(after), RangeCoverage = range.MeanCoverage, RangeCoverage95 = range.CoverageAt(0.95),
            RangePassShifted = after.Length == 0 ? double.NaN : QualityRange.ChanceToPass(before.Length, after.Length, range.K, 2, RangeShare),
            ToleranceLow = range.Mean - tolerance, ToleranceHigh = range.Mean + tolerance, PredictionLow = next.Low, PredictionHigh = next.High, PredictionInside = after.Count(v => v >= next.Low && v <= next.High),
            NextLot = after.Length < 2 || !(Deviation(after) > 0) ? double.NaN : LotPosterior.NextLot(after, range.Low, range.High),
        };
    }

    private static MeanDifference Difference(double[] values, IReadOnlyList<ComparedLot> lots, double[] before, double[] after, double[] differences, int donors, ComparisonOptions options)
    {
        if (!options.Paired) return options.PooledVariance ? MeanDifference.Pooled(before, after) : MeanDifference.Welch(before, after);
        int[] there = [.. Enumerable.Range(0, lots.Count).Where(l => double.IsFinite(values[l]) && lots[l].Pair is not null)];
        // Complete pairs, one lot a side: the paired t test. Lots of donors with one process only have a say in a mixed model.
        if (there.Length == 2 * differences.Length && donors == differences.Length) return MeanDifference.Paired(differences);
        double[] y = [.. there.Select(l => values[l])];
        return new BlockedResponses(y, [[.. y.Select(_ => 1.0)], [.. there.Select(l => lots[l].After ? 1.0 : 0)]], 1, [.. there.Select(l => lots[l].Pair!)]).Random(MixedDegreesOfFreedom.KenwardRoger).Difference;
    }

    // Differences after - before of the means of each pair with both, and how many pairs there are in all.
    private static (double[] Differences, int Donors) Pairs(double[] values, IReadOnlyList<ComparedLot> lots, bool paired)
    {
        if (!paired) return ([], 0);
        var groups = Enumerable.Range(0, lots.Count).Where(l => lots[l].Pair is not null && double.IsFinite(values[l])).GroupBy(l => lots[l].Pair, StringComparer.Ordinal).ToArray();
        double[] differences = [.. groups.Where(g => g.Any(l => lots[l].After) && g.Any(l => !lots[l].After)).Select(g => g.Where(l => lots[l].After).Average(l => values[l]) - g.Where(l => !lots[l].After).Average(l => values[l]))];
        return (differences, groups.Length);
    }

    private static LabelTest? Exchange(double[] before, double[] after, double[] differences, ComparisonOptions options)
    {
        if (options.Paired) return differences.Length <= SignFlips.MostPairs ? SignFlips.Test(differences) : null;
        if (before.Length + after.Length > LotLabels.MostLots) return null;
        double[] all = [.. before, .. after];
        LotLabels labels = LotLabels.OfGroups([.. before.Select(_ => false), .. after.Select(_ => true)], MostExchanges, options.Draws, options.Seed);
        double total = all.Sum();
        return labels.Test(mask =>
        {
            double sum = 0;
            int count = 0;
            for (ulong m = mask; m != 0; m &= m - 1, count++) sum += all[System.Numerics.BitOperations.TrailingZeroCount(m)];
            return Math.Abs((sum / count) - ((total - sum) / (all.Length - count)));
        });
    }

    // Ordinary least squares of the readout on the attribute over the lots before.
    private static (double Estimate, double Steepest) Slope(AttributeMeasurements attribute, IReadOnlyList<ComparedLot> lots)
    {
        string readout = attribute.Spec.Margin!.Readout!;
        int[] own = [.. Enumerable.Range(0, lots.Count).Where(l => !lots[l].After && double.IsFinite(attribute.Values[l]) && double.IsFinite(attribute.Readout![l]))];
        if (own.Length < 4) throw new PreconditionException($"{attribute.Spec.Name}: a margin by potency needs the slope of {readout} over at least 4 lots before the change; here are {own.Length}.");
        double mx = own.Average(l => attribute.Values[l]), my = own.Average(l => attribute.Readout![l]);
        double sxx = own.Sum(l => (attribute.Values[l] - mx) * (attribute.Values[l] - mx)), sxy = own.Sum(l => (attribute.Values[l] - mx) * (attribute.Readout![l] - my));
        if (!(sxx > 0)) throw new PreconditionException($"{attribute.Spec.Name}: the lots before the change have one value, so {readout} has no slope on it.");
        double slope = sxy / sxx, rest = own.Sum(l => Math.Pow(attribute.Readout![l] - my - (slope * (attribute.Values[l] - mx)), 2)) / (own.Length - 2);
        double reach = StudentDistribution.Quantile(0.975, own.Length - 2) * Math.Sqrt(rest / sxx);
        if (Math.Abs(slope) <= reach) throw new PreconditionException(FormattableString.Invariant($"{attribute.Spec.Name}: the slope of {readout} over the lots before the change ({slope:0.####}, 95 % interval {slope - reach:0.####} to {slope + reach:0.####}) may be 0: no margin follows from it. Give another margin, with its justification."));
        return (slope, Math.Abs(slope) + reach);
    }

    private static IReadOnlyList<string> Told(List<string> flags, MethodFinding method)
    {
        if (method.Problem) flags.Add(ComparisonFlags.MethodProblem);
        return [.. flags];
    }

    private static double[] Side(double[] values, IReadOnlyList<ComparedLot> lots, bool after) => [.. values.Where((v, l) => lots[l].After == after && double.IsFinite(v))];

    private static double Deviation(double[] values) => values.Length < 2 ? double.NaN : Math.Sqrt(MeanDifference.Moments(values).Variance);
}
