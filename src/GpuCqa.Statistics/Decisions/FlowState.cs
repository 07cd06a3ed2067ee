namespace GpuCqa.Statistics;

/// <summary>Where a comparison stands in the flow.</summary>
public enum FlowState
{
    /// <summary>S0: attributes before and after are compared.</summary>
    Attributes,

    /// <summary>A1: methods are mended, or more is analysed; then the attributes are compared again.</summary>
    Analytics,

    /// <summary>K: experience and related information; can an adverse effect on safety and efficacy be excluded?</summary>
    Knowledge,

    /// <summary>K*: the same question after a clear difference; "yes" needs a written justification by two roles.</summary>
    Justification,

    /// <summary>N: results of non-clinical and clinical studies.</summary>
    Studies,

    /// <summary>Comparable.</summary>
    Comparable,

    /// <summary>Not comparable.</summary>
    NotComparable,
}
