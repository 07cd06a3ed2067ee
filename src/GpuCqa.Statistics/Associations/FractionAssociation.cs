namespace GpuCqa.Statistics;

/// <summary>One fraction of a caller's table against one readout.</summary>
/// <param name="Fraction">Index of the fraction.</param>
/// <param name="Readout">Index of the readout.</param>
/// <param name="Rho">Correlation over lots, Spearman's or Pearson's; NaN when a side is constant.</param>
/// <param name="P">Two-sided permutation p of this pair alone (abs rule); NaN when not estimable.</param>
/// <param name="PFamily">Single-step Westfall-Young maxT p over the family.</param>
/// <param name="PFamilyStepDown">Step-down Westfall-Young maxT p over the family.</param>
/// <param name="IntervalLow">Interval of the correlation (Spearman: Bonett-Wright, Pearson: Fisher), lower end; NaN when not defined.</param>
/// <param name="IntervalHigh">Interval of the correlation, upper end; NaN when not defined.</param>
/// <param name="LeaveOneOutLow">Smallest correlation when each lot is left out in turn; NaN when one remainder is constant.</param>
/// <param name="LeaveOneOutHigh">Largest correlation when each lot is left out in turn; NaN when one remainder is constant.</param>
public sealed record FractionAssociation(
    int Fraction, int Readout, double Rho, double P, double PFamily, double PFamilyStepDown,
    double IntervalLow, double IntervalHigh, double LeaveOneOutLow, double LeaveOneOutHigh);
