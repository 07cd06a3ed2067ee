namespace GpuCqa.Statistics;

/// <summary>What the attributes together say: the first branching of the flow.</summary>
public enum Stage
{
    /// <summary>A method of analysis cannot carry the comparison.</summary>
    MethodProblem,

    /// <summary>Every attribute that matters was shown to be equivalent.</summary>
    HighlySimilar,

    /// <summary>Nothing critical differs, and not everything was shown.</summary>
    SimilarUncertain,

    /// <summary>A critical attribute lies outside its margins.</summary>
    ClearlyDifferent,
}
