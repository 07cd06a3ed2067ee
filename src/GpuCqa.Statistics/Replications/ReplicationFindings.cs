namespace GpuCqa.Statistics;

/// <summary>What sets of new lots say of locked hypotheses.</summary>
public sealed record ReplicationFindings
{
    /// <summary>The hypotheses.</summary>
    public required IReadOnlyList<LockedHypothesis> Hypotheses { get; init; }

    /// <summary>The train lots.</summary>
    public required ReplicationSet Train { get; init; }

    /// <summary>The sets, one a role and tissue.</summary>
    public required IReadOnlyList<ReplicationSet> Sets { get; init; }

    /// <summary>What each set could show of each hypothesis, stated before cells were read: set by set.</summary>
    public required IReadOnlyList<ReplicationDesign> Designs { get; init; }

    /// <summary>Every hypothesis on every set: set by set. Falsification sets are among them, marked.</summary>
    public required IReadOnlyList<ReplicationTest> Tests { get; init; }

    /// <summary>Each hypothesis over all sets that count: new lots, no falsification. None of a hypothesis with fewer than two such sets.</summary>
    public required IReadOnlyList<CombinedReplication> Combined { get; init; }

    /// <summary>Predictions of the falsification sets: set by set, per hypothesis.</summary>
    public required IReadOnlyList<FalsificationTest> Falsifications { get; init; }

    /// <summary>One grade a hypothesis.</summary>
    public required IReadOnlyList<EvidenceGrade> Grades { get; init; }

    /// <summary>How they were tested.</summary>
    public required ReplicationOptions Options { get; init; }

    /// <summary>Whether everything is exploratory: hypotheses were named after the lots were seen.</summary>
    public required bool Exploratory { get; init; }

    /// <summary>What undermines the tests (donors shared with the train lots, repeated donors).</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What else the user should know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The rows of replication.csv: every set and hypothesis, then the combinations.</summary>
    public IReadOnlyList<ReplicationRow> Rows =>
    [
        .. Tests.Select(t => new ReplicationRow(
            t.Set, t.Hypothesis.Id, t.Count, t.Rho, t.P, Falsifications.FirstOrDefault(f => f.Set == t.Set && f.Hypothesis.Id == t.Hypothesis.Id) is { } f ? VerdictNames.Of(f.Verdict) : VerdictNames.Of(t.Verdict))),
        .. Combined.Select(c => new ReplicationRow(string.Join('+', c.Stratified.Sets), c.Hypothesis, c.Stratified.Lots.Sum(), c.Stratified.Combined, c.Stratified.P, VerdictNames.Of(c.Verdict))),
    ];
}
