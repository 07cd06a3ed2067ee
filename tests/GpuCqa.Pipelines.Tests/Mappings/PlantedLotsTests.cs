using GpuCqa.Analysis.Mapping;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GpuCqa.Pipelines.Tests.Mappings;

/// <summary>Real cells with a known driver: 11 lots find it, the others are mapped.</summary>
public class PlantedLotsTests(PlantedLots planted, ITestOutputHelper output) : IClassFixture<PlantedLots>
{
    [SharedDataTheory]
    [InlineData("anchors")]
    [InlineData("symphony")]
    public void NkShare_OfEveryNewLot_IsWithinTwoPointsOfTheTruth(string method)
    {
        MapResult result = planted.Map(method);
        LockedHypothesis claim = Assert.Single(result.Reference.Hypotheses);
        foreach (MappedLot lot in result.Lots)
        {
            StateFraction share = Of(result, lot, claim);
            output.WriteLine($"{lot.Lot.Name} {lot.Set}: {share.Fraction:0.0000}, truth {PlantedLots.Truth[lot.Lot.Name]:0.0000}, refused {lot.UnmappedShare:0.0000} (not in the reference {lot.NotInReference})");
        }

        Assert.All(result.Lots, lot => Assert.InRange(Of(result, lot, claim).Fraction - PlantedLots.Truth[lot.Lot.Name], -0.02, 0.02));
        Assert.Equal(10, result.Lots.Count);
    }

    [SharedDataTheory]
    [InlineData("anchors")]
    [InlineData("symphony")]
    public void Claim_OnTheTestLots_IsTestedAsEnumerated(string method)
    {
        MapResult result = planted.Map(method);
        LockedHypothesis claim = result.Reference.Hypotheses[0];
        double[] shares = [.. result.Lots.Where(l => l.Set == "test").Select(l => Of(result, l, claim).Fraction)], vegf = [.. result.Lots.Where(l => l.Set == "test").Select(l => l.Lot.Readouts[0])];
        SpearmanTest enumerated = Spearman.Test(shares, vegf);
        ReplicationTest test = result.Replication.Tests.Single(t => t.Set == "test");
        Close.Relative(enumerated.Rho, test.Rho);
        Close.Relative(enumerated.P(PermutationAlternative.Greater), test.P);
        output.WriteLine($"rho {test.Rho}, p {test.P}, {test.Verdict}; {string.Join("; ", result.Replication.Grades.Select(g => $"{g.Level}: {string.Join(", ", g.NotHigher)}"))}");
        foreach (string warning in result.Warnings) output.WriteLine("warning: " + warning);
        foreach (string note in result.Notes) output.WriteLine("note: " + note);
        Assert.Equal(EvidenceLevel.E2, result.Replication.Grades[0].Level);
    }

    [SharedDataFact]
    public void Shift_OfTheChangedLots_IsSeen()
    {
        MapResult result = planted.Map("anchors");
        LockedHypothesis claim = result.Reference.Hypotheses[0];
        double[] Shares(string set) => [.. result.Lots.Where(l => l.Set == set).Select(l => Of(result, l, claim).Fraction)];
        Assert.True(Shares("post_shifted").Max() < Shares("post_equivalent").Min());
    }

    [SharedDataTheory]
    [InlineData("anchors")]
    [InlineData("symphony")]
    public void TrainLots_MappedBack_KeepTheirLabels(string method)
    {
        MapResult result = planted.Map(method, "train");
        for (int r = 0; r < result.Reference.Clusterings.Count; r++)
        {
            int[] own = result.Reference.Clusterings[r].Labels;
            int kept = own.Zip(result.Cells.Labels[r], (a, b) => a == b).Count(same => same);
            output.WriteLine($"{result.Reference.Clusterings[r].Resolution}: {kept} of {own.Length} kept");
            if (r == result.MainResolution) Assert.True(kept >= 0.98 * own.Length);
        }

        Assert.Empty(result.Replication.Sets);
        Assert.Contains(result.Warnings, w => w.Contains("reference itself", StringComparison.Ordinal) || w.Contains("train", StringComparison.Ordinal));
    }

    private static StateFraction Of(MapResult result, MappedLot lot, LockedHypothesis claim) => result.Fractions.Single(f =>
        f.Lot == lot.Lot.Name && result.Reference.Clusterings[f.State.Partition].Resolution == claim.Resolution && f.State.Index == claim.Cluster);
}
