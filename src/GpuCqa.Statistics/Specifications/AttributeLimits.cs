namespace GpuCqa.Statistics;

/// <summary>Limits of one attribute from the lots of a process.</summary>
/// <param name="Attribute">Its name.</param>
/// <param name="Side">"lower", "upper" or "both".</param>
/// <param name="Scale">"linear", "log" or "logit": where mean and standard deviation are taken; limits are told on the attribute's own.</param>
/// <param name="Lots">Lots, n.</param>
/// <param name="Donors">Donors among them; null when not given.</param>
/// <param name="Mean">Mean on the scale.</param>
/// <param name="Deviation">Standard deviation on the scale.</param>
/// <param name="DeviationInterval">Each end with the confidence on its own: the true standard deviation is above the one and below the other.</param>
/// <param name="Factor">k of the tolerance limits, exact.</param>
/// <param name="Tolerance">Tolerance limits on the attribute's own scale; the end that is not asked for is NaN.</param>
/// <param name="Prediction">Limits that hold all of the next lots with the confidence; the end that is not asked for is NaN.</param>
/// <param name="ThreeDeviations">Mean +- 3 standard deviations, the common quality range.</param>
/// <param name="ThreeDeviationsConfidence">Confidence with which that range holds the content: what it is worth at this n.</param>
/// <param name="Observed">Smallest and largest lot.</param>
/// <param name="ObservedConfidence">Confidence with which the range of the lots holds the content, whatever the distribution.</param>
/// <param name="Normality">Test of normality on the scale.</param>
/// <param name="Capability">Within the specification limits that were given; null without any.</param>
/// <param name="Flags">FEW_LOTS, NOT_NORMAL, REPEATED_DONORS.</param>
public sealed record AttributeLimits(
    string Attribute, string Side, string Scale, int Lots, int? Donors, double Mean, double Deviation, Interval DeviationInterval, double Factor, Interval Tolerance, Interval Prediction, Interval ThreeDeviations, double ThreeDeviationsConfidence,
    Interval Observed, double ObservedConfidence, ShapiroWilk Normality, ProcessCapability? Capability, IReadOnlyList<string> Flags);
