namespace GpuCqa.Statistics;

/// <summary>One rung above E0.</summary>
/// <param name="Level">The rung.</param>
/// <param name="Missing">What it lacks by itself, whatever the rungs below; empty when nothing.</param>
/// <param name="Basis">What it rests on where it is met; empty otherwise.</param>
public sealed record EvidenceStep(EvidenceLevel Level, IReadOnlyList<string> Missing, string Basis)
{
    /// <summary>Whether its own conditions hold.</summary>
    public bool Met => Missing.Count == 0;
}
