namespace GpuCqa.Statistics;

/// <summary>Two one-sided tests (Schuirmann 1987) of a difference against margins, and the three-way verdict of its interval.</summary>
/// <remarks>The interval at confidence 1 - 2 alpha lies inside the margins exactly when both one-sided tests reject at alpha.</remarks>
public sealed record EquivalenceTest
{
    /// <summary>Tests a difference.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="low">Lower margin.</param>
    /// <param name="high">Upper margin; above the lower.</param>
    /// <param name="alpha">Level of each one-sided test.</param>
    public EquivalenceTest(MeanDifference difference, double low, double high, double alpha)
    {
        if (!(low < high)) throw new ArgumentOutOfRangeException(nameof(low), low, "The lower margin lies below the upper.");
        (Difference, Low, High, Alpha) = (difference, low, high, alpha);
        TLower = (difference.Estimate - low) / difference.StandardError;
        TUpper = (difference.Estimate - high) / difference.StandardError;
        PLower = StudentDistribution.Upper(TLower, difference.DegreesOfFreedom);
        PUpper = StudentDistribution.Upper(-TUpper, difference.DegreesOfFreedom);
        Interval = difference.Interval(1 - (2 * alpha));
    }

    /// <summary>The difference.</summary>
    public MeanDifference Difference { get; }

    /// <summary>Lower margin.</summary>
    public double Low { get; }

    /// <summary>Upper margin.</summary>
    public double High { get; }

    /// <summary>Level of each one-sided test.</summary>
    public double Alpha { get; }

    /// <summary>Statistic against the lower margin.</summary>
    public double TLower { get; }

    /// <summary>Statistic against the upper margin.</summary>
    public double TUpper { get; }

    /// <summary>One-sided p against the lower margin.</summary>
    public double PLower { get; }

    /// <summary>One-sided p against the upper margin.</summary>
    public double PUpper { get; }

    /// <summary>p of equivalence: the larger of both.</summary>
    public double P => Math.Max(PLower, PUpper);

    /// <summary>Interval at confidence 1 - 2 alpha.</summary>
    public Interval Interval { get; }

    /// <summary>The interval lies inside, outside, or across the margins.</summary>
    public AttributeVerdict Verdict => Judge(Interval.Low, Interval.High, Low, High);

    /// <summary>Whether the interval excludes 0. An equivalent attribute may: a small difference, precisely known.</summary>
    public bool Differs => Interval.Low > 0 || Interval.High < 0;

    /// <summary>The three-way verdict of an interval.</summary>
    public static AttributeVerdict Judge(double intervalLow, double intervalHigh, double low, double high) =>
        intervalLow > low && intervalHigh < high ? AttributeVerdict.Equivalent
        : intervalHigh <= low || intervalLow >= high ? AttributeVerdict.Different
        : AttributeVerdict.Inconclusive;
}
