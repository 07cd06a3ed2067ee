namespace GpuCqa.Statistics;

/// <summary>What a named person decided.</summary>
/// <param name="Person">Who.</param>
/// <param name="Role">As what (quality, process, clinical).</param>
/// <param name="Answer">The decision.</param>
/// <param name="Justification">Why, in words.</param>
public sealed record SignedAnswer(string Person, string Role, FlowAnswer Answer, string Justification);
