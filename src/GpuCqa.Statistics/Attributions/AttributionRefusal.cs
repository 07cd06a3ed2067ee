namespace GpuCqa.Statistics;

/// <summary>Why a potency is not attributed to states.</summary>
public enum AttributionRefusal
{
    /// <summary>No more lots (or donors) than parts: any potency could be explained.</summary>
    TooFewLots,

    /// <summary>Shares of parts depend on one another over the lots.</summary>
    Dependent,

    /// <summary>The readout has values below 0: it does not add up over cells (a logarithm, a difference).</summary>
    BelowZero,

    /// <summary>The readout is the same in all lots.</summary>
    Constant,

    /// <summary>The readout is levels in words, not an amount.</summary>
    Levels,
}
