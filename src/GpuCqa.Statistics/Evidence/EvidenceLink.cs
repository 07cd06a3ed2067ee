namespace GpuCqa.Statistics;

/// <summary>A result that a grade was computed from.</summary>
/// <param name="Kind">"reference", "replication" or "falsification".</param>
/// <param name="Name">Set; empty for the reference.</param>
/// <param name="Sha256">SHA-256 of the result, lower-case hexadecimal.</param>
public sealed record EvidenceLink(string Kind, string Name, string Sha256);
