namespace GpuCqa.Statistics;

/// <summary>What stands beside an attribute's verdict.</summary>
public static class ComparisonFlags
{
    /// <summary>Fewer than two lots on a side.</summary>
    public const string FewLots = "FEW_LOTS";

    /// <summary>No data of these numbers of lots could have passed.</summary>
    public const string CannotPass = "CANNOT_PASS";

    /// <summary>A process that has not changed would pass less than half of the time: passing is not taken for evidence.</summary>
    public const string WeakDesign = "WEAK_DESIGN";

    /// <summary>Nothing shows that the method can carry the comparison.</summary>
    public const string MethodNotShown = "METHOD_NOT_SHOWN";

    /// <summary>The method gate failed.</summary>
    public const string MethodProblem = "METHOD_PROBLEM";

    /// <summary>The interval excludes no difference, whatever the verdict.</summary>
    public const string StatisticallyDifferent = "STAT_DIFF";

    /// <summary>A critical attribute judged by a quality range: a range does not control the chance of passing a moved process.</summary>
    public const string RangeOnly = "RANGE_ONLY";

    /// <summary>The margin is a multiple of a deviation that is itself an estimate from few lots.</summary>
    public const string MarginFromSample = "MARGIN_FROM_SAMPLE";

    /// <summary>All flags.</summary>
    public static IReadOnlyList<string> All { get; } = [FewLots, CannotPass, WeakDesign, MethodNotShown, MethodProblem, StatisticallyDifferent, RangeOnly, MarginFromSample];
}
