namespace GpuCqa.Statistics;

/// <summary>When a cluster is stable enough to be an attribute. Conventions after Hennig (2007, clusterboot), not tests.</summary>
/// <remarks>
/// UNSTABLE: mean Jaccard index over subsamples below <see cref="SubsampleJaccard"/>, or below <see cref="LotOutJaccard"/> without some lot, or the 5 % quantile of its rho over seeds,
/// subsamples and resolutions has not the sign of rho. LOT_SPECIFIC: one lot gives more than <see cref="AssociationSearch.LargestLotShare"/> of its cells. BELOW_LOQ: its fraction is above the limit of
/// quantification in less than <see cref="QuantifiedLots"/> of the lots; it takes the place of RARE, which asks for <see cref="AssociationSearch.FewCells"/> cells alone.
/// </remarks>
public static class StabilityRules
{
    /// <summary>Share of the cells of every lot that a subsample takes.</summary>
    public const double SubsampleShare = 0.8;

    /// <summary>Mean Jaccard index over subsamples from which a cluster is stable; from this, a cluster is recovered in one.</summary>
    public const double SubsampleJaccard = 0.75;

    /// <summary>Jaccard index that a cluster must have whichever lot is left out.</summary>
    public const double LotOutJaccard = 0.6;

    /// <summary>Jaccard index up to which a cluster is dissolved.</summary>
    public const double Dissolved = 0.5;

    /// <summary>Jaccard index from which a cluster of another resolution holds the same cells.</summary>
    public const double SameCells = 0.5;

    /// <summary>Quantile of rho that must keep its sign.</summary>
    public const double SignQuantile = 0.05;

    /// <summary>Share of the lots whose fraction must be above the limit of quantification.</summary>
    public const double QuantifiedLots = 0.8;

    /// <summary>Flag of what is not found again.</summary>
    public const string Unstable = "UNSTABLE";

    /// <summary>Flag of what is mostly one lot.</summary>
    public const string LotSpecific = "LOT_SPECIFIC";

    /// <summary>Flag of fractions too small to be measured in the lots.</summary>
    public const string BelowLimit = "BELOW_LOQ";

    /// <summary>Flag of few cells, which <see cref="BelowLimit"/> takes in.</summary>
    public const string Rare = "RARE";

    /// <summary>Relative standard deviation of a lot's fraction at the limit of quantification: that of a count of <see cref="AssociationSearch.FewCells"/>.</summary>
    public static double LimitDeviation { get; } = 1 / Math.Sqrt(AssociationSearch.FewCells);

    /// <summary>Whether the fraction of a lot is above the limit of quantification: <see cref="AssociationSearch.FewCells"/> cells or more, and a relative standard deviation, with overdispersion between aliquots, of at most <see cref="LimitDeviation"/>.</summary>
    /// <param name="count">Cells of the lot in the state.</param>
    /// <param name="cells">Cells of the lot.</param>
    /// <param name="icc">Intra-class correlation of replicate captures of one lot.</param>
    public static bool AboveLimit(int count, int cells, double icc)
    {
        if (count < AssociationSearch.FewCells) return false;
        double fraction = (double)count / cells, effective = cells / ProportionInterval.DesignEffect(cells, icc);
        // (1 - f) / (f n) is the squared relative deviation; a product, so that the limit itself passes.
        return (1 - fraction) * AssociationSearch.FewCells <= fraction * effective * (1 + 1e-12);
    }

    /// <summary>Quantile by linear interpolation between order statistics (R's type 7); NaN of none.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        double at = share * (sorted.Length - 1);
        int below = (int)Math.Floor(at);
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
