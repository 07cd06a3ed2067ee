namespace GpuCqa.Statistics;

/// <summary>The parts of a qualification.</summary>
public enum QualificationPart
{
    /// <summary>What is installed, and whether it starts.</summary>
    Installation,

    /// <summary>Whether the methods compute what other programs computed of the same numbers.</summary>
    Operation,

    /// <summary>Whether the whole program finds in a known cohort what is in it.</summary>
    Performance,
}
