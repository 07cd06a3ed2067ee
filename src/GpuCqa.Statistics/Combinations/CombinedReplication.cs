namespace GpuCqa.Statistics;

/// <summary>A locked hypothesis over several sets together.</summary>
public sealed record CombinedReplication
{
    /// <summary>The hypothesis.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>What is combined, in words ("all sets", "sets of the train lots' tissue").</summary>
    public required string Over { get; init; }

    /// <summary>The exact test that verdict and grade rest on.</summary>
    public required StratifiedRho Stratified { get; init; }

    /// <summary>What it says.</summary>
    public required ReplicationVerdict Verdict { get; init; }

    /// <summary>Why it is not testable; null where it is.</summary>
    public required string? Reason { get; init; }

    /// <summary>For comparison, not exact: Fisher's p over the sets' p.</summary>
    public required double FisherP { get; init; }

    /// <summary>For comparison, not exact: Stouffer's p over the sets' p, weights sqrt(n).</summary>
    public required double StoufferP { get; init; }

    /// <summary>For comparison, not exact: averages on Fisher's z; null where a set has fewer than four lots or |rho| = 1.</summary>
    public required MetaAnalysis? Meta { get; init; }

    /// <summary>Combines tests of one hypothesis; those without rho are left out.</summary>
    /// <param name="over">What is combined, in words.</param>
    /// <param name="hypothesis">The hypothesis.</param>
    /// <param name="tests">Its tests, one a set.</param>
    /// <param name="options">Drawn orders and confidence.</param>
    internal static CombinedReplication Of(string over, LockedHypothesis hypothesis, IEnumerable<ReplicationTest> tests, ReplicationOptions options)
    {
        ReplicationTest[] used = [.. tests.Where(t => t.Correlation.Status == EstimateStatus.Estimated)];
        StratifiedRho stratified = Combine(used, hypothesis, options);
        bool testable = stratified.SmallestP <= hypothesis.Alpha;
        double[] p = [.. used.Select(t => t.P)];
        int[] lots = [.. used.Select(t => t.Count)];
        return new CombinedReplication
        {
            Hypothesis = hypothesis.Id,
            Over = over,
            Stratified = stratified,
            Verdict = !testable ? ReplicationVerdict.NotTestable
                : hypothesis.Direction * stratified.Combined <= PearsonScores.Resolution ? ReplicationVerdict.NotReplicated
                : stratified.P <= hypothesis.Alpha ? ReplicationVerdict.Replicated : ReplicationVerdict.DirectionOnly,
            Reason = used.Length == 0 ? "no set has a rho" : testable ? null : "no order of these lots can reach alpha",
            FisherP = CombinedP.Fisher(p).P,
            StoufferP = p.Length == 0 ? double.NaN : CombinedP.Stouffer(p, lots).P,
            Meta = MetaAnalysis.Of([.. used.Select(t => t.Rho)], lots, options.Confidence),
        };
    }

    private static StratifiedRho Combine(ReplicationTest[] used, LockedHypothesis hypothesis, ReplicationOptions options) =>
        GpuCqa.Statistics.Stratified.Test([.. used.Select(t => new StratifiedSet(t.Set, t.Fractions, t.Readouts))], hypothesis.Direction, options.Permutations, options.Seed);
}
