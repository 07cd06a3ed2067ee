namespace GpuCqa.Statistics;

/// <summary>Which orders of the lots count as at least as extreme as the observed one.</summary>
public enum PermutationAlternative
{
    /// <summary>|rho*| >= |rho|: the rule of this program.</summary>
    TwoSided,

    /// <summary>Twice the smaller one-sided p, at most 1; differs from <see cref="TwoSided"/> when ties make the null distribution asymmetric.</summary>
    TwoSidedDoubled,

    /// <summary>rho* >= rho.</summary>
    Greater,

    /// <summary>rho* &lt;= rho.</summary>
    Less,
}
