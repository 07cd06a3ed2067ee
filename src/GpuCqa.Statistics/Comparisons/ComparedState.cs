namespace GpuCqa.Statistics;

/// <summary>One state of the composition before and after.</summary>
/// <param name="State">State.</param>
/// <param name="FractionBefore">Mean share of the lots before.</param>
/// <param name="FractionAfter">Mean share after.</param>
/// <param name="Form">Form of the difference.</param>
/// <param name="Estimate">Difference of centred log-ratios, after - before.</param>
/// <param name="StandardError">Its standard error, from lots.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom.</param>
/// <param name="Low">Interval at confidence 1 - 2 alpha.</param>
/// <param name="High">Upper end.</param>
/// <param name="ShareLow">Interval of the difference of shares, lower end: what the log-ratio says, without closure.</param>
/// <param name="ShareHigh">Upper end.</param>
/// <param name="MarginLow">Lower margin; NaN without one.</param>
/// <param name="MarginHigh">Upper margin.</param>
/// <param name="P">p of equivalence; NaN without margins.</param>
/// <param name="PExchange">p of exchanging lots, of this state alone.</param>
/// <param name="PFamily">The same over all states (maxT).</param>
/// <param name="Verdict">Verdict of the state.</param>
public sealed record ComparedState(
    string State, double FractionBefore, double FractionAfter, string Form, double Estimate, double StandardError, double DegreesOfFreedom, double Low, double High,
    double ShareLow, double ShareHigh, double MarginLow, double MarginHigh, double P, double PExchange, double PFamily, AttributeVerdict Verdict);
