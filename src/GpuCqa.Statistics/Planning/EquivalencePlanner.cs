using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>What designs of lots before and after a change can show of equivalence, before there are data.</summary>
/// <remarks>All in standard deviations between lots. Power is exact (Owen) for a margin fixed beforehand, simulated where the margin is an estimate itself, and by the test itself for pairs with historic lots.</remarks>
public static class EquivalencePlanner
{
    /// <summary>Cohorts drawn where the margin is estimated from the lots before the change.</summary>
    public const int Cohorts = 20_000;

    /// <summary>Shift at which a quality range should stop a process, in standard deviations between lots.</summary>
    public const double RangeShift = 2;

    private const int Most = 500;

    /// <summary>Pairs above which the power with historic lots is that of known variances; they agree from 8 on.</summary>
    private const int DrawnPairs = 12;

    /// <summary>The designs that the lots make possible; empty when no margin and no range were given.</summary>
    /// <exception cref="InvalidParameterException">There are too few lots for any design.</exception>
    public static IReadOnlyList<EquivalenceDesign> Of(PlanParameters p)
    {
        if (p.Margin is null && p.QualityRange is null) return [];
        var designs = new List<EquivalenceDesign>();
        int before = p.Pairs + p.Before, after = p.Pairs + p.After;
        if (p.Margin is { } margin)
        {
            if (p.Pairs >= 2) designs.Add(Pairs(p, margin, 0, "pairs"));
            if (p.Pairs >= 2 && p.Before > 0) designs.Add(Pairs(p, margin, p.Before, "pairs and historic"));
            if (p.Pairs < 2 && before >= 2 && after >= 2) designs.Add(Groups(p, margin, before, after));
        }

        if (p.QualityRange is { } k && before >= 2 && after >= 1) designs.Add(Range(p, k, before, after));
        return designs.Count > 0 ? designs : throw new InvalidParameterException($"Equivalence needs at least two pairs, or two lots before and two after the change; found {p.Pairs} pairs, {p.Before} lots before and {p.After} after.");
    }

    /// <summary>Probability to pass against the true difference, per design.</summary>
    public static IReadOnlyList<PowerPoint> Curve(PlanParameters p)
    {
        var points = new List<PowerPoint>();
        double reach = Math.Max(1.6 * (p.Margin ?? 0), p.QualityRange is null ? 0 : 4);
        foreach (EquivalenceDesign design in Of(p))
        {
            SplitLotPower? drawn = design.Design == "pairs and historic" ? new SplitLotPower(design.Pairs, design.Before, p.DonorShare, p.Alpha, p.Seed, Cohorts / 10) : null;
            for (int i = 0; i <= 24; i++)
            {
                double difference = reach * i / 24;
                double pass = design.Design == "quality range" ? QualityRangePower.Pass(design.Before + design.Pairs, design.After + design.Pairs, p.QualityRange!.Value, difference)
                    : drawn is not null ? drawn.Of(difference, p.Margin!.Value)
                    : p.MarginEstimated && design.Design == "groups" ? Estimated(design.Before, design.After, p.Margin!.Value, difference, p.Alpha, p.Seed, Cohorts / 10)
                    : EquivalencePower.Of(difference, -p.Margin!.Value, p.Margin.Value, design.StandardError, design.DegreesOfFreedom, p.Alpha);
                points.Add(new PowerPoint(design.Design, difference, pass));
            }
        }

        return points;
    }

    private static EquivalenceDesign Pairs(PlanParameters p, double margin, int historic, string name)
    {
        double Known(int pairs, double difference)
        {
            SplitLotVariance at = SplitLotVariance.At(pairs, historic, 1 - p.DonorShare, p.DonorShare);
            return EquivalencePower.Of(difference, -margin, margin, at.StandardError, at.DegreesOfFreedom, p.Alpha);
        }

        SplitLotVariance own = SplitLotVariance.At(p.Pairs, historic, 1 - p.DonorShare, p.DonorShare);
        SplitLotPower? drawn = historic == 0 ? null : new SplitLotPower(p.Pairs, historic, p.DonorShare, p.Alpha, p.Seed, Cohorts);
        double power = drawn?.Of(p.Difference, margin) ?? Known(p.Pairs, p.Difference), all = Math.Pow(power, p.Attributes);
        // With many pairs the variances are as good as known, and the test is what is known of it.
        double Needs(int pairs) => historic == 0 || pairs > DrawnPairs ? Known(pairs, p.Difference) : new SplitLotPower(pairs, historic, p.DonorShare, p.Alpha, p.Seed, Cohorts / 10).Of(p.Difference, margin);
        return new EquivalenceDesign(name, p.Pairs, historic, 0, own.StandardError, own.DegreesOfFreedom, power, all, drawn?.Of(margin, margin) ?? Known(p.Pairs, margin), double.NaN, Needed(2, Needs, p), Verdict(all, p.Power));
    }

    private static EquivalenceDesign Groups(PlanParameters p, double margin, int before, int after)
    {
        double error = Math.Sqrt(1.0 / before + 1.0 / after);
        double smallest = p.MarginEstimated ? WelchReach.SmallestHalfWidth(before, after, p.Alpha) : double.NaN;
        bool impossible = p.MarginEstimated && smallest >= margin;
        double Power(int lots, double difference, int cohorts) => p.MarginEstimated
            ? Estimated(before, lots, margin, difference, p.Alpha, p.Seed, cohorts)
            : EquivalencePower.TwoGroups(before, lots, difference, margin, 1, p.Alpha);
        double power = impossible ? 0 : Power(after, p.Difference, Cohorts), all = Math.Pow(power, p.Attributes);
        double atMargin = impossible ? 0 : Power(after, margin, Cohorts);
        int? needed = Needed(2, n => Power(n, p.Difference, Cohorts / 10), p);
        return new EquivalenceDesign("groups", 0, before, after, error, before + after - 2, power, all, atMargin, smallest, needed, impossible ? DesignVerdict.CannotPass : Verdict(all, p.Power));
    }

    private static EquivalenceDesign Range(PlanParameters p, double k, int before, int after)
    {
        double power = QualityRangePower.Pass(before, after, k, p.Difference), wrong = QualityRangePower.Pass(before, after, k, RangeShift), all = Math.Pow(power, p.Attributes);
        return new EquivalenceDesign("quality range", p.Pairs, p.Before, p.After, double.NaN, double.NaN, power, all, wrong, double.NaN, null, wrong >= 0.5 ? DesignVerdict.CannotFail : Verdict(all, p.Power));
    }

    private static DesignVerdict Verdict(double power, double asked) => power >= asked ? DesignVerdict.Adequate : power >= 0.5 ? DesignVerdict.LowPower : DesignVerdict.Weak;

    // The power rises with the lots up to a limit that the lots before the change set.
    private static int? Needed(int least, Func<int, double> power, PlanParameters p)
    {
        double asked = Math.Pow(p.Power, 1.0 / p.Attributes);
        if (power(Most) < asked) return null;
        int low = least - 1, high = least;
        while (power(high) < asked) (low, high) = (high, Math.Min(Most, 2 * high));
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (power(middle) >= asked) high = middle; else low = middle;
        }

        return high;
    }

    // Welch's test against a multiple of the standard deviation of the very lots that are compared. Means and variances of normal lots are drawn, not the lots.
    private static double Estimated(int before, int after, double multiple, double difference, double alpha, ulong seed, int cohorts)
    {
        int passed = 0;
        // No quantile is below the normal one: most cohorts are decided without Welch's degrees of freedom.
        double least = -NormalDistribution.Quantile(alpha);
        for (int c = 0; c < cohorts; c++)
        {
            var random = new Philox(seed, RandomPurpose.DesignPower, ((ulong)before << 48) | ((ulong)after << 32) | (uint)c);
            double estimate = difference + (random.NextNormal() * Math.Sqrt(1.0 / before + 1.0 / after));
            double first = ChiSquare.Draw(ref random, before - 1) / (before - 1), second = ChiSquare.Draw(ref random, after - 1) / (after - 1);
            double v1 = first / before, v2 = second / after, se = Math.Sqrt(v1 + v2), room = (multiple * Math.Sqrt(first)) - Math.Abs(estimate);
            if (room <= least * se) continue;
            double df = (v1 + v2) * (v1 + v2) / ((v1 * v1 / (before - 1)) + (v2 * v2 / (after - 1)));
            if (StudentDistribution.Upper(room / se, df) < alpha) passed++;
        }

        return (double)passed / cohorts;
    }
}
