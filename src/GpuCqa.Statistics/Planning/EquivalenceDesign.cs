namespace GpuCqa.Statistics;

/// <summary>What a design of lots before and after a change can show of equivalence.</summary>
/// <param name="Design">"pairs" (split lots), "pairs and historic" (with lots of the process before), "groups" (two groups of lots), "quality range".</param>
/// <param name="Pairs">Lots that both processes made.</param>
/// <param name="Before">Lots of the process before that were not split.</param>
/// <param name="After">Lots of the process after that were not split.</param>
/// <param name="StandardError">True standard error of the difference, in standard deviations between lots; NaN for a quality range.</param>
/// <param name="DegreesOfFreedom">Of its estimate; NaN for a quality range.</param>
/// <param name="Power">Probability to pass at the true difference that was planned with.</param>
/// <param name="PowerAll">That all attributes pass, were they independent.</param>
/// <param name="PassAtMargin">Probability to pass when the processes differ by the whole margin (2 SD for a quality range): what the rule lets through.</param>
/// <param name="SmallestHalfWidth">Smallest half width that the interval can have, in standard deviations of the lots before; NaN where the margin is fixed.</param>
/// <param name="LotsNeeded">Pairs, or lots after the change, with which the power asked for is reached; null when none up to 500 reach it, or for a quality range.</param>
/// <param name="Verdict">What the design can do.</param>
public sealed record EquivalenceDesign(
    string Design, int Pairs, int Before, int After, double StandardError, double DegreesOfFreedom, double Power, double PowerAll, double PassAtMargin, double SmallestHalfWidth, int? LotsNeeded, DesignVerdict Verdict);
