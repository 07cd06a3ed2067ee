using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>The matrix of states and functions that the entries of a registry make, each cell graded by what is linked to it.</summary>
public static class RegistryMatrix
{
    /// <summary>The cells, by grade, family-wise p, state and function.</summary>
    /// <param name="entries">The entries, in order.</param>
    public static IReadOnlyList<RegistryCell> Of(IReadOnlyList<RegistryEntry> entries)
    {
        ILookup<(string, string), (RegistryEntry Entry, RegistryClaim Claim)> claims = entries.SelectMany(e => e.Claims.Select(c => (Entry: e, Claim: c))).ToLookup(c => (c.Claim.State, c.Claim.Function));
        ILookup<(string, string), (RegistryEntry Entry, RegistryReplication Found)> replications = entries.SelectMany(e => e.Replications.Select(r => (Entry: e, Found: r))).ToLookup(r => (r.Found.State, r.Found.Function));
        ILookup<string, (RegistryEntry Entry, RegistryPerturbation Found)> perturbations = entries.SelectMany(e => e.Perturbations.Select(p => (Entry: e, Found: p))).ToLookup(p => p.Found.Function);
        IEnumerable<(string State, string Function)> keys = claims.Select(c => c.Key).Concat(replications.Select(r => r.Key)).Distinct();
        return [.. keys.Select(k => Cell(k.State, k.Function, [.. claims[k]], [.. replications[k]], perturbations[k.Function])).OrderByDescending(c => c.Grade).ThenBy(c => c.PFamily ?? 2).ThenBy(c => c.State, StringComparer.Ordinal).ThenBy(c => c.Function, StringComparer.Ordinal)];
    }

    private static RegistryCell Cell(string state, string function, (RegistryEntry Entry, RegistryClaim Claim)[] claims, (RegistryEntry Entry, RegistryReplication Found)[] replications, IEnumerable<(RegistryEntry Entry, RegistryPerturbation Found)> ofFunction)
    {
        HashSet<string> markers = [.. claims.SelectMany(c => c.Claim.Markers), .. replications.SelectMany(r => r.Found.Markers)];
        (RegistryEntry Entry, RegistryPerturbation Found)[] perturbations = [.. ofFunction.Where(p => markers.Contains(p.Found.Gene))];
        // The last result of a state stands for it; earlier ones stay linked.
        (RegistryEntry Entry, RegistryClaim Claim)? last = claims.Length > 0 ? claims[^1] : null;
        EvidenceStep[] steps =
        [
            Train(last), Rung(EvidenceLevel.E2, "of the same tissue", replications), Rung(EvidenceLevel.E3, "of another tissue", replications), Rung(EvidenceLevel.E4, "that were predicted to fail", replications), Perturbed(markers, perturbations),
        ];
        RegistryEvidence[] evidence =
        [
            .. claims.Select(c => Link(c.Entry, Text($"rho {c.Claim.Effect:0.##} over {c.Claim.Lots} lots, family-wise p {c.Claim.PFamily:0.####}"))),
            .. replications.Select(r => Link(r.Entry, string.Join("; ", r.Found.Tests.Select(t => $"{t.Set}: {t.Verdict}")))),
            .. perturbations.Select(p => Link(p.Entry, $"{p.Found.Gene} {p.Found.Code}")),
        ];
        string[] held = [.. replications.Where(r => !r.Found.Exploratory).SelectMany(r => r.Found.Tests).Where(t => t.Verdict == "REPLICATED" && !t.Falsification).Select(t => t.Tissue).OfType<string>()];
        string[] failed = [.. replications.SelectMany(r => r.Found.Tests).Where(t => t.Falsification || t.Verdict is "NOT_REPLICATED" or "DIRECTION_ONLY").Select(t => t.Tissue).OfType<string>().Distinct(StringComparer.Ordinal)];
        EvidenceLevel grade = (EvidenceLevel)steps.TakeWhile(s => s.Met).Count();
        return new RegistryCell
        {
            State = state, Function = function, Effect = last?.Claim.Effect, Low = last?.Claim.Low, High = last?.Claim.High, PFamily = last?.Claim.PFamily, Lots = last?.Claim.Lots ?? 0, Grade = grade,
            NotHigher = steps.SkipWhile(s => s.Met).FirstOrDefault()?.Missing ?? [],
            Tissues = [.. claims.SelectMany(c => c.Entry.Tissues).Concat(held).Distinct(StringComparer.Ordinal).Except(failed.Except(held))], FailedTissues = failed,
            Evidence = evidence, GradeSha256 = Hash(state, function, grade, steps, evidence),
        };
    }

    private static EvidenceStep Train((RegistryEntry Entry, RegistryClaim Claim)? found)
    {
        if (found is not { } last) return new EvidenceStep(EvidenceLevel.E1, ["the discovery that found it is not in the registry"], "");
        RegistryClaim c = last.Claim;
        var hypothesis = new LockedHypothesis
        {
            Id = c.Hypothesis ?? "", Readout = c.Readout, Resolution = 0, Cluster = 0, Direction = c.Effect < 0 ? -1 : 1, Alpha = c.Alpha, TrainLots = c.Lots, TrainRho = c.Effect ?? double.NaN, TrainPFamily = c.PFamily ?? double.NaN, Stability = c.Stability ?? double.NaN, Flags = c.Flags,
        };
        return EvidenceGrading.Train(hypothesis, new ReplicationOptions { ReferenceHash = last.Entry.Reference ?? "", TrainWarnings = last.Entry.Warnings });
    }

    // Every mapping that tried a rung counts: one that failed is not outvoted by one that did not.
    private static EvidenceStep Rung(EvidenceLevel level, string which, (RegistryEntry Entry, RegistryReplication Found)[] replications)
    {
        RegistryStep[] tried = [.. replications.Where(r => !r.Found.Exploratory && r.Entry.Warnings.Count == 0).SelectMany(r => r.Found.Steps).Where(s => s.Level == level && s.Tried)];
        if (tried.Length == 0)
        {
            string[] apart = [.. replications.Where(r => r.Found.Exploratory || r.Entry.Warnings.Count > 0).Select(r => $"entry {r.Entry.Sequence} does not count ({(r.Found.Exploratory ? "exploratory" : "it warns: " + r.Entry.Warnings[0])})")];
            return new EvidenceStep(level, [$"no mapping of lots {which}", .. apart], "");
        }

        string[] missing = [.. tried.Where(s => !s.Met).SelectMany(s => s.Missing).Distinct(StringComparer.Ordinal)];
        return missing.Length > 0 ? new EvidenceStep(level, missing, "") : new EvidenceStep(level, [], string.Join("; ", tried.Select(s => s.Basis)));
    }

    private static EvidenceStep Perturbed(HashSet<string> markers, (RegistryEntry Entry, RegistryPerturbation Found)[] found)
    {
        if (found.Length == 0) return new EvidenceStep(EvidenceLevel.E5, [markers.Count == 0 ? "no key marker is known" : $"no knock-down of {string.Join(" or ", markers.Order(StringComparer.Ordinal))} is linked"], "");
        string[] missing = [.. found.Where(p => p.Found.Code != "KD+" || p.Entry.Warnings.Count > 0).Select(p => $"{p.Found.Gene} is {p.Found.Code}{(p.Entry.Warnings.Count > 0 ? ", and its experiment warns" : "")}: {p.Found.Reason}")];
        return missing.Length > 0 ? new EvidenceStep(EvidenceLevel.E5, missing, "") : new EvidenceStep(EvidenceLevel.E5, [], string.Join("; ", found.Select(p => $"{p.Found.Gene} KD+: {p.Found.Reason}")));
    }

    private static RegistryEvidence Link(RegistryEntry entry, string said) => new(entry.Sequence, entry.Verb, entry.Sha256, entry.Folder, entry.Engine, said);

    private static string Hash(string state, string function, EvidenceLevel grade, EvidenceStep[] steps, RegistryEvidence[] evidence)
    {
        EvidenceHash hash = new EvidenceHash("registry").Add("state", state).Add("function", function).Add("level", grade.ToString());
        foreach (EvidenceStep step in steps) hash.Add("step", step.Level.ToString()).Add("missing", step.Missing).Add("basis", step.Basis);
        foreach (RegistryEvidence e in evidence) hash.Add("link", e.Kind).Add("sha256", e.Sha256);
        return hash.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
