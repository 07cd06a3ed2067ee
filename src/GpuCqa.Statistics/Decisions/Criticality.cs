namespace GpuCqa.Statistics;

/// <summary>Whether an attribute is critical for quality (CQA). Unknown counts as critical wherever it matters: nobody has shown that it is not.</summary>
public enum Criticality
{
    /// <summary>Critical.</summary>
    Critical,

    /// <summary>Not critical.</summary>
    NotCritical,

    /// <summary>Not known.</summary>
    Unknown,
}
