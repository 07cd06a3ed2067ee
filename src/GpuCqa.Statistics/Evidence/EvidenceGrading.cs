using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Grades a locked hypothesis from its results. Nothing is typed in: each result's hash is computed from what it holds.</summary>
internal static class EvidenceGrading
{
    private const string NoSet = "no set of held-out lots", NoFalsification = "no set was predicted to fail";

    /// <summary>Whether there was a set to test a rung on, from what the rung lacks.</summary>
    public static bool Tried(IReadOnlyList<string> missing) => missing.Count == 0 || !(missing[0].StartsWith(NoSet, StringComparison.Ordinal) || missing[0] == NoFalsification);

    public static EvidenceGrade Grade(LockedHypothesis hypothesis, ReplicationSet train, IReadOnlyList<ReplicationTest> tests, IReadOnlyList<FalsificationTest> falsifications, ReplicationOptions options)
    {
        var assumptions = new List<string>();
        string[] tissues = [.. train.Lots.Select(l => l.Tissue).OfType<string>().Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];
        ReplicationTest[] candidates = [.. tests.Where(t => !t.IsFalsification)];
        var same = new List<ReplicationTest>();
        var other = new List<ReplicationTest>();
        var apart = new List<string>();
        foreach (ReplicationTest test in candidates)
        {
            if (test.Flags.Count > 0)
            {
                apart.Add($"{test.Set} does not count ({string.Join(", ", test.Flags)})");
            }
            else if (test.Tissue is not null && tissues.Contains(test.Tissue))
            {
                same.Add(test);
            }
            else if (test.Tissue is not null && train.Lots.All(l => !string.IsNullOrEmpty(l.Tissue)))
            {
                other.Add(test);
            }
            else if (test.Tissue is null && tissues.Length == 0)
            {
                same.Add(test);
            }
            else
            {
                apart.Add($"{test.Set} does not count (whether its tissue is that of the train lots is not known)");
            }
        }

        if (same.Any(t => t.Tissue is null)) assumptions.Add("Neither the train lots nor these sets name a tissue; they are taken to be of one.");
        if (same.Count + other.Count > 0 && (train.Processes.Count == 0 || train.Lots.Any(l => string.IsNullOrEmpty(l.Process)))) assumptions.Add("Not every lot names its process; those that do not are taken to be of the train lots'.");
        return new EvidenceGrade
        {
            Hypothesis = hypothesis.Id,
            Exploratory = options.PostHoc,
            Steps =
            [
                Train(hypothesis, options),
                Replicated(EvidenceLevel.E2, "of the train lots' tissue and process", hypothesis, same, apart, options),
                Replicated(EvidenceLevel.E3, "of another tissue", hypothesis, other, apart, options),
                Falsified(falsifications),
                new EvidenceStep(EvidenceLevel.E5, ["no result of a perturbation is linked"], ""),
            ],
            Links =
            [
                .. options.ReferenceHash.Length == 0 ? [] : (EvidenceLink[])[new EvidenceLink("reference", "", options.ReferenceHash)],
                .. tests.Select(t => new EvidenceLink("replication", t.Set, t.Hash)),
                .. falsifications.Select(f => new EvidenceLink("falsification", f.Set, f.Hash)),
            ],
            Assumptions = assumptions,
        };
    }

    /// <summary>Refuses what cannot be the hash of a reference.</summary>
    public static void RequireHash(string hash)
    {
        if (hash.Length != 0 && (hash.Length != 64 || !hash.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'))))
            throw new InvalidParameterException($"The hash of a reference is 64 lower-case hexadecimal digits; found '{hash}'.");
    }

    /// <summary>The first rung: what the train lots show.</summary>
    public static EvidenceStep Train(LockedHypothesis h, ReplicationOptions options)
    {
        var missing = new List<string>();
        if (options.PostHoc) missing.Add("the hypothesis was named after the lots were seen");
        if (options.ReferenceHash.Length == 0) missing.Add("no frozen reference is linked");
        if (!(h.TrainPFamily <= h.Alpha)) missing.Add(Text($"the family-wise p over the train lots, {h.TrainPFamily:0.####}, is above {h.Alpha}"));
        if (h.Flags.Count > 0) missing.Add($"the association is flagged {string.Join(", ", h.Flags)}");
        if (double.IsNaN(h.Stability)) missing.Add("with one resolution it is not known whether the cluster is found again");
        else if (h.Stability < EvidenceGrade.StableFrom) missing.Add(Text($"the cluster is found again to {h.Stability:0.00} only (mean best Jaccard index over the other resolutions); {EvidenceGrade.StableFrom:0.0} is asked"));
        missing.AddRange(options.TrainWarnings.Select(w => $"the discovery warns: {w}"));
        return new EvidenceStep(EvidenceLevel.E1, missing, missing.Count > 0 ? "" : Text($"family-wise p {h.TrainPFamily:0.######} over {h.TrainLots} train lots, stability {h.Stability:0.00}"));
    }

    // One test over all sets of a rung: the best of several sets would be a choice made after seeing them.
    private static EvidenceStep Replicated(EvidenceLevel level, string which, LockedHypothesis h, List<ReplicationTest> sets, List<string> apart, ReplicationOptions options)
    {
        if (sets.Count == 0) return new EvidenceStep(level, [$"{NoSet} {which}", .. apart], "");
        string names = string.Join(", ", sets.Select(s => s.Set));
        CombinedReplication combined = CombinedReplication.Of($"lots {which}", h, sets, options);
        string found = Text($"{names}: rho {combined.Stratified.Combined:0.###}, one-sided p {combined.Stratified.P:0.######}");
        return combined.Verdict switch
        {
            ReplicationVerdict.Replicated => new EvidenceStep(level, [], found),
            ReplicationVerdict.NotTestable => new EvidenceStep(level, [$"{names}: not testable ({(sets.Count == 1 ? sets[0].Reason ?? combined.Reason : combined.Reason)})", .. apart], ""),
            _ => new EvidenceStep(level, [Text($"{found}, above {h.Alpha} or not in the locked direction"), .. apart], ""),
        };
    }

    private static EvidenceStep Falsified(IReadOnlyList<FalsificationTest> tests)
    {
        if (tests.Count == 0) return new EvidenceStep(EvidenceLevel.E4, [NoFalsification], "");
        FalsificationTest[] not = [.. tests.Where(t => t.Verdict != FalsificationVerdict.Falsifies || t.Flags.Count > 0)];
        return not.Length == 0
            ? new EvidenceStep(EvidenceLevel.E4, [], $"{string.Join(", ", tests.Select(t => t.Set))}: as predicted")
            : new EvidenceStep(EvidenceLevel.E4, [.. not.Select(t => $"{t.Set}: {VerdictNames.Of(t.Verdict)}{(t.Flags.Count > 0 ? $" ({string.Join(", ", t.Flags)})" : "")}")], "");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
