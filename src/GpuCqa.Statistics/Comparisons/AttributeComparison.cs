namespace GpuCqa.Statistics;

/// <summary>One attribute before and after. Means, differences, margins and ranges are on the attribute's scale.</summary>
public sealed record AttributeComparison
{
    /// <summary>What was known of it beforehand.</summary>
    public required AttributeSpec Spec { get; init; }

    /// <summary>Lots with a value before.</summary>
    public required int LotsBefore { get; init; }

    /// <summary>Lots with a value after.</summary>
    public required int LotsAfter { get; init; }

    /// <summary>Pairs with both values; 0 unpaired.</summary>
    public int Pairs { get; init; }

    /// <summary>Form of the difference: paired, Welch, pooled or mixed; "" where there are too few lots.</summary>
    public string Form { get; init; } = "";

    /// <summary>Mean before.</summary>
    public double MeanBefore { get; init; } = double.NaN;

    /// <summary>Standard deviation between lots before.</summary>
    public double DeviationBefore { get; init; } = double.NaN;

    /// <summary>Mean after.</summary>
    public double MeanAfter { get; init; } = double.NaN;

    /// <summary>Standard deviation between lots after.</summary>
    public double DeviationAfter { get; init; } = double.NaN;

    /// <summary>Difference after - before.</summary>
    public double Estimate { get; init; } = double.NaN;

    /// <summary>Its standard error.</summary>
    public double StandardError { get; init; } = double.NaN;

    /// <summary>Degrees of freedom.</summary>
    public double DegreesOfFreedom { get; init; } = double.NaN;

    /// <summary>Interval at confidence 1 - 2 alpha, lower end.</summary>
    public double Low { get; init; } = double.NaN;

    /// <summary>Upper end.</summary>
    public double High { get; init; } = double.NaN;

    /// <summary>Lower margin; NaN without one.</summary>
    public double MarginLow { get; init; } = double.NaN;

    /// <summary>Upper margin.</summary>
    public double MarginHigh { get; init; } = double.NaN;

    /// <summary>What the margins rest on.</summary>
    public string MarginBasis { get; init; } = "";

    /// <summary>p of equivalence, the larger of both one-sided ones.</summary>
    public double P { get; init; } = double.NaN;

    /// <summary>Exact two-sided p of exchanging lots (sign flips of pairs, else labels) for the difference of means.</summary>
    public double PExchange { get; init; } = double.NaN;

    /// <summary>The smallest that it could be.</summary>
    public double SmallestP { get; init; } = double.NaN;

    /// <summary>Chance that a process that has not changed passes the equivalence test, from the deviation before.</summary>
    public double Power { get; init; } = double.NaN;

    /// <summary>Posterior probability that the true difference lies inside the margins (Jeffreys).</summary>
    public double Posterior { get; init; } = double.NaN;

    /// <summary>The same with a prior that says half of the standard deviation found, worth as much as the data.</summary>
    public double PosteriorHalf { get; init; } = double.NaN;

    /// <summary>The same with a prior that says twice of it.</summary>
    public double PosteriorDouble { get; init; } = double.NaN;

    /// <summary>Standard deviations of the quality range.</summary>
    public double RangeK { get; init; } = double.NaN;

    /// <summary>Quality range of the lots before, lower end.</summary>
    public double RangeLow { get; init; } = double.NaN;

    /// <summary>Upper end.</summary>
    public double RangeHigh { get; init; } = double.NaN;

    /// <summary>Lots after inside of it.</summary>
    public int RangeInside { get; init; }

    /// <summary>Share of the population of lots that such a range covers on average.</summary>
    public double RangeCoverage { get; init; } = double.NaN;

    /// <summary>Share that it covers with 95 % confidence.</summary>
    public double RangeCoverage95 { get; init; } = double.NaN;

    /// <summary>Chance that a process moved by 2 standard deviations passes it all the same.</summary>
    public double RangePassShifted { get; init; } = double.NaN;

    /// <summary>Tolerance interval 95/95 of the lots before, lower end.</summary>
    public double ToleranceLow { get; init; } = double.NaN;

    /// <summary>Upper end.</summary>
    public double ToleranceHigh { get; init; } = double.NaN;

    /// <summary>Range for all lots after (95 %), lower end.</summary>
    public double PredictionLow { get; init; } = double.NaN;

    /// <summary>Upper end.</summary>
    public double PredictionHigh { get; init; } = double.NaN;

    /// <summary>Lots after inside the prediction range.</summary>
    public int PredictionInside { get; init; }

    /// <summary>Posterior probability that the next lot after lies in the quality range.</summary>
    public double NextLot { get; init; } = double.NaN;

    /// <summary>What the data say.</summary>
    public required AttributeVerdict Verdict { get; init; }

    /// <summary>What the roll-up takes it for: never better than the design, the method and the tier can carry.</summary>
    public required AttributeVerdict Judged { get; init; }

    /// <summary>Whether the interval excludes 0.</summary>
    public bool Differs { get; init; }

    /// <summary>Whether the difference has the direction of concern.</summary>
    public bool InConcern { get; init; }

    /// <summary>Why the roll-up does not take the verdict as it is, and what else to know: see <see cref="ComparisonFlags"/>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}
