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

    /// <summary>The way taken so far: the program's proposal, and what was decided by signatures that verify.</summary>
    public FlowPath Path => DecisionFlow.Follow(Findings.Stage, [.. Decisions.Select(s => new SignedAnswer(s.Person, s.Role, s.Answer!.Value, s.Justification))]);

    /// <summary>Decisions that count: those before the first whose signature does not verify, since what follows it rests on it.</summary>
    public IEnumerable<SignatureRecord> Decisions => Signatures.Where(s => s.Answer is not null).TakeWhile(s => s is { State: SignatureState.Verified, Meaning: SignatureRecord.Decided });

    /// <inheritdoc/>
    public override string Verb => "compare";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;
}
