namespace GpuCqa.Statistics;

/// <summary>A rung of a grade as a mapping computed it.</summary>
/// <param name="Level">The rung.</param>
/// <param name="Met">Whether its conditions hold.</param>
/// <param name="Tried">Whether there was a set to test it on.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="Missing">What it lacks.</param>
public sealed record RegistryStep(EvidenceLevel Level, bool Met, bool Tried, string Basis, IReadOnlyList<string> Missing)
{
    /// <summary>A rung as a mapping wrote it down.</summary>
    public static RegistryStep Of(EvidenceLevel level, bool met, string basis, IReadOnlyList<string> missing) => new(level, met, EvidenceGrading.Tried(missing), basis, missing);
}
