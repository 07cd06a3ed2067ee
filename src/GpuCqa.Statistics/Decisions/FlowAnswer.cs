namespace GpuCqa.Statistics;

/// <summary>What a person decides at a state of the flow.</summary>
public enum FlowAnswer
{
    /// <summary>An adverse effect on safety and efficacy is excluded.</summary>
    ImpactExcluded,

    /// <summary>It cannot be excluded.</summary>
    ImpactNotExcluded,

    /// <summary>Methods were mended or more was analysed; the comparison is made anew.</summary>
    AnalyticsExtended,

    /// <summary>Non-clinical or clinical studies are made.</summary>
    StudiesChosen,

    /// <summary>The studies show no adverse impact.</summary>
    NoAdverseImpact,

    /// <summary>The studies show an adverse impact, or do not show that there is none.</summary>
    AdverseOrNotShown,
}
