using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>A qualification of an installation: what is installed (IQ), whether the methods compute what is expected (OQ), whether the program finds what is in a known cohort (PQ).</summary>
public sealed record QualifyResult : AnalysisResult
{
    /// <summary>Parameters after defaults.</summary>
    public required QualifyParameters Parameters { get; init; }

    /// <summary>What is installed.</summary>
    public required IReadOnlyList<InstallationFact> Facts { get; init; }

    /// <summary>Every check.</summary>
    public required IReadOnlyList<QualificationCheck> Checks { get; init; }

    /// <summary>Every number of every vector.</summary>
    public required IReadOnlyList<QualifiedValue> Values { get; init; }

    /// <summary>Whether every check passed.</summary>
    public bool Passed => Checks.Count > 0 && Checks.All(c => c.Passed);

    /// <inheritdoc/>
    public override string Verb => "qualify";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;
}
