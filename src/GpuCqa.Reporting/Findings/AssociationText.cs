using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Findings;

/// <summary>What a family of tests over lots shows, in words.</summary>
internal static class AssociationText
{
    /// <summary>The finding with its certainty: a sentence for each readout that a state goes with, and the cells that it is about; one for all when none does.</summary>
    /// <param name="tests">The tests.</param>
    /// <param name="genes">Genes that name clusters.</param>
    public static Said Sentence(AssociationFindings tests, LeadingGenes genes)
    {
        Said aside = StabilityText.SetAside(tests);
        if (!Finding.Of(tests).ReachesAlpha) return Say(English(tests) + aside.En, AssociationJapanese.Sentence(tests) + aside.Ja);
        Association[] best = [.. tests.BestPerReadout().OrderBy(a => a.Rank)];
        var english = new List<string>();
        var japanese = new List<string>();
        foreach (Association a in best)
        {
            Said name = ExtentText.Name(a.State, new StateNames(tests.Partitions), genes);
            bool reaches = Finding.Reaches(tests, a);
            english.Add(reaches ? Shown(tests, a, name.En) : NotShown(tests, a, name.En));
            japanese.Add(reaches ? AssociationJapanese.Shown(tests, a, name.Ja) : AssociationJapanese.NotShown(tests, a, name.Ja));
            if (reaches && tests.Extents.FirstOrDefault(e => e.Readout == a.Readout) is { } extent && ExtentText.Sentence(tests, extent, genes) is { } whole)
            {
                english.Add(whole.En);
                japanese.Add(whole.Ja);
            }
        }

        return Say(string.Join(" ", english) + aside.En, string.Join("", japanese) + aside.Ja);
    }

    /// <summary>The finding in a few words, as a title.</summary>
    public static Said Headline(AssociationFindings tests)
    {
        var names = new StateNames(tests.Partitions);
        string english = Finding.Of(tests) switch
        {
            { Best: null } => "No association could be tested",
            { ReachesAlpha: true, Best: { } best } => $"{names.Of(best.State).Title.En} goes with {best.Readout}",
            _ when !tests.Design.CanReachAlpha => $"This design cannot show which {names.Noun.En} goes with {Readouts(tests)}",
            _ => $"No {names.Noun.En} is shown to go with {Readouts(tests)}",
        };
        return Say(english, AssociationJapanese.Headline(tests));
    }

    /// <summary>What the finding does not say, one statement an entry.</summary>
    /// <param name="tests">The tests.</param>
    /// <param name="found">Whether the states were found in the same cells, with markers and a map.</param>
    public static IReadOnlyList<Said> Caveats(AssociationFindings tests, bool found)
    {
        Finding finding = Finding.Of(tests);
        string noun = new StateNames(tests.Partitions).Noun.En;
        var caveats = new List<string>
        {
            $"Association is not cause: the {noun} may carry the readout, or only vary with what does. Other lots, or an experiment, must tell.",
            $"Fractions are p({noun} | lot): the share of a lot's cells that belong to the {noun}. Shares sum to 1, so when one {noun} grows others shrink.",
            "The lot is the replicate. More cells make a lot's share more certain, they do not add lots.",
        };
        if (finding.Estimable > 1)
            caveats.Add($"The rho of the best of {Count(finding.Corrected)} is likely too large, because it was chosen for being large. The family-wise p allows for the choice; rho and its interval do not.");
        if (found)
        {
            caveats.Add("Markers are descriptive: the clusters were made from the same cells, so marker p-values rank genes and test nothing.");
            caveats.Add("Areas, distances and densities of a UMAP are not quantitative; fractions and intervals are.");
        }
        else
        {
            caveats.Add("The states were given, not found here: whether they were told apart well, and alike in every lot, is not part of this test.");
        }

        if (!finding.ReachesAlpha) caveats.Add("Not significant is not equivalent: absence of a finding is no evidence that lots are alike.");
        return [.. caveats.Zip(AssociationJapanese.Caveats(tests, found), Say)];
    }

    /// <summary>The readouts as a list in words.</summary>
    public static string Readouts(AssociationFindings tests) => tests.Parameters.Readouts.Count switch
    {
        0 => "a readout",
        1 => tests.Parameters.Readouts[0],
        2 => $"{tests.Parameters.Readouts[0]} or {tests.Parameters.Readouts[1]}",
        _ => $"any of {tests.Parameters.Readouts.Count} readouts ({string.Join(", ", tests.Parameters.Readouts)})",
    };

    /// <summary>A number of tests in words.</summary>
    public static string Count(int tests) => tests == 1 ? "1 test" : $"{NumberText.Count(tests)} tests";

    private static string English(AssociationFindings tests)
    {
        Finding finding = Finding.Of(tests);
        var names = new StateNames(tests.Partitions);
        string readouts = Readouts(tests), noun = names.Noun.En;
        if (finding.Best is not { } best)
        {
            return finding.FamilySize == 0
                ? $"No association was tested: {(names.Clusters ? "the cells form no cluster" : "there is no state")} to set against {readouts}."
                : $"No association could be estimated: in {(finding.FamilySize == 1 ? "the only test" : $"all {Count(finding.FamilySize)}")} the fraction or the readout ({string.Join(", ", tests.Parameters.Readouts)}) does not vary over the {RestrictionText.Replicates(tests.Design, tests.Design.Lots).En}{RestrictionText.Within(tests.Design).En}.";
        }

        string size = Cells(tests, best) is { } all ? $"{RestrictionText.Counted(tests.Design, best.Lots).En}, {NumberText.Count(all)} cells" : RestrictionText.Counted(tests.Design, best.Lots).En;
        return $"No {noun}'s share is shown to go with {readouts} at the family-wise level {NumberText.Plain(tests.Parameters.Alpha)}: "
            + $"the best of {Count(finding.FamilySize)}, {names.Of(best.State).At.En} against {best.Readout}{Direction(tests, best)}, has {Rho(tests, best)}, {Certainty(tests, best)} "
            + $"({size}). Not significant is not equivalent: a relation may exist that these lots cannot show.";
    }

    private static string Shown(AssociationFindings tests, Association best, string name)
    {
        var names = new StateNames(tests.Partitions);
        string noun = names.Noun.En;
        string holds = best.Cells is { } own && Cells(tests, best) is { } total ? $"; the {noun} holds {NumberText.Count(own)} of {NumberText.Count(total)} cells ({NumberText.Percent((double)own / total)})" : "";
        string flags = best.Flags.Count == 0 ? "" : $" Warnings: {string.Join("; ", best.Flags.Select(f => $"{FlagText.Of(f, names).En} ({f})"))}.";
        return $"The share of {name} {Relation(tests, best)} across {RestrictionText.Replicates(tests.Design, best.Lots).En}{RestrictionText.Within(tests.Design).En}: {Rho(tests, best)}, {Certainty(tests, best)}{holds}.{flags}";
    }

    private static string NotShown(AssociationFindings tests, Association best, string name) =>
        $"No {new StateNames(tests.Partitions).Noun.En}'s share is shown to go with {best.Readout}: the best, {name}{Direction(tests, best)}, has {Rho(tests, best)}, {Certainty(tests, best)}.";

    private static string Rho(AssociationFindings tests, Association best) => $"{RestrictionText.Rho(tests.Design).En} {NumberText.Rho(best.Rho)} ({Interval(tests, best)})";

    private static string Certainty(AssociationFindings tests, Association best) => $"{PName(tests)} {NumberText.P(best.P)}, family-wise p {NumberText.P(best.PFamily)} over {Count(Finding.Of(tests).Corrected)}";

    /// <summary>Cells of all lots in the partition of a test; null when only fractions are known.</summary>
    public static int? Cells(AssociationFindings tests, Association test) => tests.Partitions[test.State.Partition].LotCells?.Sum();

    // Of two groups the reader wants to know which is higher, not what rises.
    private static string Relation(AssociationFindings tests, Association best)
    {
        ReadoutWords readout = ReadoutWords.Of(tests.Parameters, best.Readout);
        if (readout.TwoGroups) return $"is higher in {readout.Levels[best.Rho > 0 ? 1 : 0]} than in {readout.Levels[best.Rho > 0 ? 0 : 1]}";
        return $"{(best.Rho > 0 ? "rises" : "falls")} with {best.Readout}{(readout.Levels.Count > 0 ? $" ({string.Join(" < ", readout.Levels)})" : "")}";
    }

    private static string Direction(AssociationFindings tests, Association best)
    {
        ReadoutWords readout = ReadoutWords.Of(tests.Parameters, best.Readout);
        return readout.TwoGroups && best.Rho != 0 ? $" (higher in {readout.Levels[best.Rho > 0 ? 1 : 0]} than in {readout.Levels[best.Rho > 0 ? 0 : 1]})" : "";
    }

    // "exact p", or what stands for it above the largest enumerated number of lots.
    private static string PName(AssociationFindings tests) => RestrictionText.PName(tests.Design).En;

    private static string Interval(AssociationFindings tests, Association association)
    {
        string confidence = NumberText.Plain(Math.Round(100 * tests.Parameters.Confidence, 6)) + "%";
        return double.IsNaN(association.IntervalLow) || double.IsNaN(association.IntervalHigh)
            ? $"{confidence} interval not defined"
            : $"{confidence} interval {NumberText.Rho(association.IntervalLow)} to {NumberText.Rho(association.IntervalHigh)}";
    }
}
