namespace GpuCqa.Analysis.Mapping;

/// <summary>Cells of the mapped cluster that are high in the key marker, in one lot.</summary>
/// <param name="Lot">Lot.</param>
/// <param name="Cells">Cells of the cluster.</param>
/// <param name="High">Those above the threshold at the common depth.</param>
/// <param name="Share">High / cells; NaN without cells.</param>
/// <param name="WilsonLow">Wilson interval of the share, sampling of cells within the lot: lower end.</param>
/// <param name="WilsonHigh">Upper end.</param>
/// <param name="MedianDepth">Median counts a cell of the whole lot, before thinning; NaN without cells.</param>
public sealed record MarkerHighShare(string Lot, int Cells, int High, double Share, double WilsonLow, double WilsonHigh, double MedianDepth);
