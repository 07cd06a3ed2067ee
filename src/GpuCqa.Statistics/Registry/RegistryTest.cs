namespace GpuCqa.Statistics;

/// <summary>A claim on one set of new lots.</summary>
/// <param name="Set">The set.</param>
/// <param name="Tissue">Its tissue, or null.</param>
/// <param name="Lots">Lots.</param>
/// <param name="Effect">Rho.</param>
/// <param name="P">One-sided p.</param>
/// <param name="Verdict">REPLICATED, DIRECTION_ONLY, NOT_REPLICATED or NOT_TESTABLE.</param>
/// <param name="Falsification">Whether the set was predicted to fail.</param>
/// <param name="Sha256">Hash of the test.</param>
public sealed record RegistryTest(string Set, string? Tissue, int Lots, double? Effect, double? P, string Verdict, bool Falsification, string Sha256);
