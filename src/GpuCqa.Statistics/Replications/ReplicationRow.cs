namespace GpuCqa.Statistics;

/// <summary>A row of replication.csv.</summary>
/// <param name="Set">Set; for a combination, the sets joined by '+'.</param>
/// <param name="Hypothesis">Hypothesis.</param>
/// <param name="Lots">Lots tested.</param>
/// <param name="Rho">Spearman correlation; NaN where a side is constant.</param>
/// <param name="POneSided">One-sided p in the locked direction; NaN where there is no rho.</param>
/// <param name="Verdict">REPLICATED, DIRECTION_ONLY, NOT_REPLICATED, NOT_TESTABLE; of a falsification set FALSIFIES, DOES_NOT_FALSIFY, NOT_TESTABLE.</param>
public sealed record ReplicationRow(string Set, string Hypothesis, int Lots, double Rho, double POneSided, string Verdict);
