namespace GpuCqa.Statistics;

/// <summary>An attribute as the roll-up sees it.</summary>
/// <param name="Name">Attribute.</param>
/// <param name="Critical">Whether it is critical.</param>
/// <param name="Result">What the data say.</param>
/// <param name="MethodOk">Whether its method passed the gate.</param>
/// <param name="LinkKnown">Whether its link to safety and efficacy is known.</param>
public sealed record AttributeJudgement(string Name, Criticality Critical, AttributeVerdict Result, bool MethodOk, bool LinkKnown);
