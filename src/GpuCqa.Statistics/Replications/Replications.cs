using System.Globalization;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Tests locked hypotheses on new lots.</summary>
/// <remarks>
/// Each set of lots (one role, one tissue) is tested by itself, exactly and in the locked direction; sets are combined by orders within sets only. A set in which the claim is
/// predicted to fail is never combined. Same input, same result: drawn orders and simulated power come from streams of the seed.
/// </remarks>
public static class Replications
{
    /// <summary>States what each set can show of each hypothesis, from its readouts alone: to be told before a cell is read.</summary>
    /// <param name="hypotheses">The claims.</param>
    /// <param name="sets">The sets; fractions may be missing.</param>
    /// <param name="options">Drawn orders and seed.</param>
    /// <returns>Set by set, every hypothesis.</returns>
    /// <exception cref="InvalidParameterException">When the sets do not fit the hypotheses.</exception>
    public static IReadOnlyList<ReplicationDesign> Designs(IReadOnlyList<LockedHypothesis> hypotheses, IReadOnlyList<ReplicationSet> sets, ReplicationOptions options)
    {
        var designs = new ReplicationDesigns(options);
        IReadOnlyList<ReplicationSet> parts = Split(hypotheses, sets);
        RequireFalsifications(parts, options);
        return [.. parts.SelectMany(set => hypotheses.Select((h, i) => designs.State(h, i, set)))];
    }

    /// <summary>Tests every hypothesis on every set, combines the sets, checks the predictions and grades the claims.</summary>
    /// <param name="hypotheses">The claims.</param>
    /// <param name="train">The lots that they were found on, with their fractions and readouts.</param>
    /// <param name="sets">One set a role; a role with several tissues becomes a set a tissue.</param>
    /// <param name="options">Hash of the reference, falsifications, drawn orders, seed.</param>
    /// <exception cref="InvalidParameterException">When sets do not fit the hypotheses, two have one name, a falsification names no set, or a hypothesis is locked to a test that is not known.</exception>
    public static ReplicationFindings Run(IReadOnlyList<LockedHypothesis> hypotheses, ReplicationSet train, IReadOnlyList<ReplicationSet> sets, ReplicationOptions options)
    {
        EvidenceGrading.RequireHash(options.ReferenceHash);
        ReplicationSet[] parts = Split(hypotheses, sets);
        foreach (ReplicationSet set in parts.Append(train))
        {
            set.Require(hypotheses.Count);
            if (set.Fractions.Count != hypotheses.Count) throw new InvalidParameterException($"Set {set.Name}: expected fractions of {hypotheses.Count} hypotheses; found none.");
        }

        RequireFalsifications(parts, options);
        var tests = new List<ReplicationTest>();
        var falsifications = new List<FalsificationTest>();
        foreach (ReplicationSet set in parts)
        {
            FalsificationPlan? plan = options.Falsifications.FirstOrDefault(f => f.IsOf(set));
            for (int i = 0; i < hypotheses.Count; i++)
            {
                tests.Add(SetTests.Run(hypotheses[i], i, train, set, plan is not null, options));
                if (plan is not null) falsifications.Add(FalsificationTest.Of(plan, hypotheses[i], i, train, set, options));
            }
        }

        return new ReplicationFindings
        {
            Hypotheses = hypotheses,
            Train = train,
            Sets = parts,
            Designs = Designs(hypotheses, sets, options),
            Tests = tests,
            Combined = [.. hypotheses.Select(h => (h, Used: tests.Where(t => t.Hypothesis == h && !t.IsFalsification && t.Flags.Count == 0 && t.Correlation.Status == EstimateStatus.Estimated).ToArray()))
                .Where(c => c.Used.Length > 1).Select(c => CombinedReplication.Of("all sets of new lots", c.h, c.Used, options))],
            Falsifications = falsifications,
            Grades = [.. hypotheses.Select(h => EvidenceGrading.Grade(h, train, [.. tests.Where(t => t.Hypothesis == h)], [.. falsifications.Where(f => f.Hypothesis == h)], options))],
            Options = options,
            Exploratory = options.PostHoc,
            Warnings = Warnings(train, parts),
            Notes = Notes(hypotheses, train, parts, options),
        };
    }

    private static ReplicationSet[] Split(IReadOnlyList<LockedHypothesis> hypotheses, IReadOnlyList<ReplicationSet> sets)
    {
        foreach (LockedHypothesis h in hypotheses)
        {
            if (h.Test != LockedHypothesis.SpearmanOneSided) throw new InvalidParameterException($"Hypothesis {h.Id} is locked to the test '{h.Test}'; this version has {LockedHypothesis.SpearmanOneSided}.");
            if (h.Direction is not (1 or -1)) throw new InvalidParameterException($"Hypothesis {h.Id}: expected a direction of 1 or -1; found {h.Direction}.");
            if (!(h.Alpha > 0 && h.Alpha < 1)) throw new InvalidParameterException(string.Create(CultureInfo.InvariantCulture, $"Hypothesis {h.Id}: the level lies between 0 and 1; found {h.Alpha}."));
        }

        foreach (ReplicationSet set in sets) set.Require(hypotheses.Count);
        ReplicationSet[] parts = [.. sets.SelectMany(s => s.ByTissue())];
        if (parts.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InvalidParameterException($"Two sets are named '{twice.Key}'; expected one a role.");
        return parts;
    }

    private static void RequireFalsifications(IReadOnlyList<ReplicationSet> parts, ReplicationOptions options)
    {
        if (options.Falsifications.FirstOrDefault(f => !parts.Any(f.IsOf)) is { } unknown)
            throw new InvalidParameterException($"A falsification names '{unknown.Set}', which is no set, nor the role or tissue of one; the sets are {(parts.Count == 0 ? "none" : string.Join(", ", parts.Select(s => s.Name)))}.");
        if (parts.FirstOrDefault(s => options.Falsifications.Count(f => f.IsOf(s)) > 1) is { } twice)
            throw new InvalidParameterException($"The set '{twice.Name}' has several falsifications; expected one with all its predictions.");
    }

    private static List<string> Warnings(ReplicationSet train, IReadOnlyList<ReplicationSet> sets)
    {
        var warnings = new List<string>();
        foreach (ReplicationSet set in sets)
        {
            string[] shared = [.. SetTests.SharedDonors(train, set)];
            if (shared.Length > 0) warnings.Add($"{set.Name}: {(shared.Length == 1 ? "donor" : "donors")} {string.Join(", ", shared)} {(shared.Length == 1 ? "has" : "have")} train lots too, so these lots are not new; the set counts neither for the combination nor for the grade.");
            if (LotNotes.RepeatedDonors(set.Lots.Select(l => string.IsNullOrEmpty(l.Donor) ? null : l.Donor)) is { } repeated) warnings.Add($"{set.Name}: {repeated} The set counts neither for the combination nor for the grade.");
        }

        string[] across = [.. sets.SelectMany(s => s.Lots.Select(l => l.Donor).OfType<string>().Where(d => d.Length > 0).Distinct(StringComparer.Ordinal)).GroupBy(d => d, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
        if (across.Length > 0) warnings.Add($"Several sets have lots of one donor ({string.Join(", ", across)}): their results are not independent, and p over sets together is too small.");
        return warnings;
    }

    private static List<string> Notes(IReadOnlyList<LockedHypothesis> hypotheses, ReplicationSet train, IReadOnlyList<ReplicationSet> sets, ReplicationOptions options)
    {
        var notes = new List<string>();
        if (options.PostHoc) notes.Add("Hypotheses were named after the lots were seen: every test of them is exploratory, and no grade counts it.");
        if (hypotheses.Count > 1) notes.Add(string.Create(CultureInfo.InvariantCulture, $"{hypotheses.Count} hypotheses are tested on the same lots, each at its own level: that one of them replicates by chance is up to {hypotheses.Count} times as likely as for one alone."));
        foreach (ReplicationSet set in sets.Where(s => s.Processes.Count > 0 && SetTests.Flags(train, s).Contains(ReplicationTest.OtherProcess)))
            notes.Add($"{set.Name}: made by process {string.Join(", ", set.Processes)}, the train lots by {string.Join(", ", train.Processes)}; it is tested, but counts neither for the combination nor for the grade.");
        foreach (ReplicationSet set in sets)
        {
            string[] left = [.. Enumerable.Range(0, set.Lots.Count).Where(l => Enumerable.Range(0, hypotheses.Count).Any(i => double.IsNaN(set.Readouts[i][l]) || double.IsNaN(set.Fractions[i][l]))).Select(l => set.Lots[l].Name)];
            if (left.Length > 0) notes.Add($"{set.Name}: without a readout or a fraction, and left out where they lack it: {string.Join(", ", left)}.");
        }

        return notes;
    }
}
