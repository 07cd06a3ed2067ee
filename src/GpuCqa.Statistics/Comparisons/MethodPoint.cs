namespace GpuCqa.Statistics;

/// <summary>One measurement that tells of a method and not of a change.</summary>
/// <param name="Kind">"replicate" (lot, day, run), "history" or "control" (of the in-house control lot, in order of time), "split" (one lot in two arms, made identically).</param>
/// <param name="Lot">Lot.</param>
/// <param name="Day">Day, or "".</param>
/// <param name="Run">Run within the day, or "".</param>
/// <param name="Arm">Arm of a split, or "".</param>
/// <param name="Value">Value on the attribute's scale.</param>
public sealed record MethodPoint(string Kind, string Lot, string Day, string Run, string Arm, double Value);
