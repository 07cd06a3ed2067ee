namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of limits for a specification, after defaults. The whole record goes into the provenance of a result.</summary>
public sealed record SpecificationParameters
{
    /// <summary>Attributes with a lower limit (potency).</summary>
    public IReadOnlyList<string> Lower { get; init; } = [];

    /// <summary>Attributes with an upper limit (a hazard, an impurity).</summary>
    public IReadOnlyList<string> Upper { get; init; } = [];

    /// <summary>Attributes with both.</summary>
    public IReadOnlyList<string> Both { get; init; } = [];

    /// <summary>Attributes that are looked at on the logarithm.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Attributes that are shares, looked at on the logit.</summary>
    public IReadOnlyList<string> Logit { get; init; } = [];

    /// <summary>Share of the lots of the process that tolerance limits hold.</summary>
    public double Content { get; init; } = 0.95;

    /// <summary>Confidence of tolerance limits, prediction limits and intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Future lots that prediction limits hold, all of them.</summary>
    public int NextLots { get; init; } = 1;

    /// <summary>Specification limits that capability is told for, "attribute=low:high", either may be empty.</summary>
    public IReadOnlyList<string> Specified { get; init; } = [];

    /// <summary>Column that names the lot.</summary>
    public string? LotColumn { get; init; }

    /// <summary>Role whose lots are used; null = all lots.</summary>
    public string? Role { get; init; }

    /// <summary>All attributes, in the order of lower, upper, both.</summary>
    public IEnumerable<string> All() => [.. Lower, .. Upper, .. Both];
}
