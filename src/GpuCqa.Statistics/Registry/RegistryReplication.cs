namespace GpuCqa.Statistics;

/// <summary>What a mapping says of one locked claim.</summary>
/// <param name="State">Key of the state: a mapped cluster is the reference's.</param>
/// <param name="Function">Function.</param>
/// <param name="Exploratory">Whether the claim was named after the lots were seen.</param>
/// <param name="Steps">The rungs E2 to E4.</param>
/// <param name="Tests">The sets.</param>
/// <param name="Markers">Id and name of the key marker.</param>
/// <param name="GradeSha256">Hash of the grade that the mapping computed.</param>
public sealed record RegistryReplication(string State, string Function, bool Exploratory, IReadOnlyList<RegistryStep> Steps, IReadOnlyList<RegistryTest> Tests, IReadOnlyList<string> Markers, string GradeSha256);
