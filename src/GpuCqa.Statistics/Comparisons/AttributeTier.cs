namespace GpuCqa.Statistics;

/// <summary>How an attribute is judged; every attribute has one, with a reason.</summary>
public enum AttributeTier
{
    /// <summary>T1: equivalence test against margins.</summary>
    Equivalence,

    /// <summary>T2: quality range of the lots before.</summary>
    Range,

    /// <summary>T3: shown, not judged.</summary>
    Shown,
}
