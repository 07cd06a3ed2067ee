using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>A comparison of lots before and after a change of the process.</summary>
public sealed record CompareResult : AnalysisResult
{
    /// <summary>Parameters after defaults.</summary>
    public required CompareParameters Parameters { get; init; }

    /// <summary>What was found.</summary>
    public required ComparisonFindings Findings { get; init; }

    /// <summary>What persons signed; none when the result is written.</summary>
    public IReadOnlyList<SignatureRecord> Signatures { get; init; } = [];

    /// <summary>The way taken so far: the program's proposal and what was signed.</summary>
    public FlowPath Path => DecisionFlow.Follow(Findings.Stage, [.. Signatures.Where(s => s.Answer is not null).Select(s => new SignedAnswer(s.Person, s.Role, s.Answer!.Value, s.Justification))]);

    /// <inheritdoc/>
    public override string Verb => "compare";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;
}
