namespace GpuCqa.Statistics;

/// <summary>A finding that a technical quantity of the lots may account for.</summary>
/// <param name="Claim">The finding.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="ReadoutRho">Spearman correlation over lots (units) of readout and quantity.</param>
/// <param name="ReadoutP">Its permutation p over all quantities as a family (single-step maxT).</param>
/// <param name="AmountRho">Spearman correlation of the finding's amounts and the quantity.</param>
/// <param name="AmountP">Its permutation p alone.</param>
/// <param name="PartialRho">Spearman's partial correlation of amounts and readout given the quantity; NaN where the quantity leaves nothing of one of the two.</param>
/// <param name="PartialP">Its permutation p alone (Freedman and Lane); NaN where the partial correlation is.</param>
public sealed record TechnicalDoubt(LotClaim Claim, string Quantity, double ReadoutRho, double ReadoutP, double AmountRho, double AmountP, double PartialRho, double PartialP);
