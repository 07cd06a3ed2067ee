namespace GpuCqa.Statistics;

/// <summary>Between-lot spread of a share by analysis of variance.</summary>
/// <param name="PooledShare">Cells of the cluster over all cells.</param>
/// <param name="BetweenLots">Mean square between lots.</param>
/// <param name="WithinLots">Mean square within lots.</param>
/// <param name="EffectiveCells">n0, the size of a lot that unequal lots are worth.</param>
/// <param name="Correlation">Intra-class correlation.</param>
public sealed record AnovaSpread(double PooledShare, double BetweenLots, double WithinLots, double EffectiveCells, double Correlation);
