namespace GpuCqa.Statistics;

/// <summary>Spearman's rho of one pair with its exact permutation counts.</summary>
public sealed class SpearmanTest
{
    private readonly SpearmanNull? distribution;

    internal SpearmanTest(int lots, RankCorrelation correlation, SpearmanNull? distribution)
    {
        Lots = lots;
        Correlation = correlation;
        this.distribution = distribution;
    }

    /// <summary>Number of lots.</summary>
    public int Lots { get; }

    /// <summary>Rho as exact integers.</summary>
    public RankCorrelation Correlation { get; }

    /// <summary>Rho; NaN when not estimable.</summary>
    public double Rho => Correlation.Rho;

    /// <summary>Whether rho is defined.</summary>
    public EstimateStatus Status => Correlation.Status;

    /// <summary>All orders of the lots, n!; 0 when not estimable.</summary>
    public long Orders => distribution?.Orders ?? 0;

    /// <summary>Orders with rho* >= rho, the observed one included.</summary>
    public long CountAtLeast => distribution?.CountAtLeast(Correlation.Covariance) ?? 0;

    /// <summary>Orders with rho* &lt;= rho, the observed one included.</summary>
    public long CountAtMost => distribution?.CountAtMost(Correlation.Covariance) ?? 0;

    /// <summary>Orders with |rho*| >= |rho|, the observed one included.</summary>
    public long CountAsExtreme => distribution?.CountAsExtreme(Correlation.Covariance) ?? 0;

    /// <summary>The exact p-value; NaN when not estimable.</summary>
    public double P(PermutationAlternative alternative = PermutationAlternative.TwoSided)
    {
        if (distribution is null) return double.NaN;
        double orders = Orders;
        return alternative switch
        {
            PermutationAlternative.TwoSided => CountAsExtreme / orders,
            PermutationAlternative.TwoSidedDoubled => Math.Min(1, 2 * Math.Min(CountAtLeast, CountAtMost) / orders),
            PermutationAlternative.Greater => CountAtLeast / orders,
            PermutationAlternative.Less => CountAtMost / orders,
            _ => throw new ArgumentOutOfRangeException(nameof(alternative)),
        };
    }
}
