using Xunit;
using static GpuCqa.Statistics.Tests.ReplicationCases;

namespace GpuCqa.Statistics.Tests;

public class EvidenceGradeTests
{
    private static readonly ReplicationSet Wrong = Set("test", [0.1, 0.2, 0.3, 0.4, 0.5], [5, 4, 3, 2, 1], "BM");

    private static readonly ReplicationSet Cord = Set("uc", [0.2, 0.3, 0.25, 0.4, 0.35], [10, 12, 9, 11, 10], "UC", [0.02, 0.01, 0.03, 0.02, 0.04]);

    private static readonly ReplicationOptions WithCord = Options with { Falsifications = [FalsificationPlan.Parse("uc")] };

    [Fact]
    public void Grade_EveryRung_FollowsTheOneBelow()
    {
        Assert.Equal(EvidenceLevel.E1, Grade([]).Level);
        Assert.Equal(EvidenceLevel.E2, Grade([Perfect("test", "BM")]).Level);
        Assert.Equal(EvidenceLevel.E3, Grade([Perfect("test", "BM"), Perfect("ad", "AD")]).Level);
        EvidenceGrade four = Grade([Perfect("test", "BM"), Perfect("ad", "AD"), Cord], WithCord);
        Assert.Equal(EvidenceLevel.E4, four.Level);
        Assert.Equal(["no result of a perturbation is linked"], four.NotHigher);
        // Another tissue without the own one lifts nothing.
        EvidenceGrade skipped = Grade([Wrong, Perfect("ad", "AD"), Cord], WithCord);
        Assert.Equal(EvidenceLevel.E1, skipped.Level);
        Assert.True(skipped.Steps[2].Met && skipped.Steps[3].Met);
        Assert.Contains("test: rho -1", skipped.NotHigher[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Grade_TrainFindingThatIsWeak_StaysAtTheBottomWithReasons()
    {
        LockedHypothesis h = Hypothesis();
        Assert.Contains("is above 0.05", Bottom(h with { TrainPFamily = 0.2 }), StringComparison.Ordinal);
        Assert.Contains("flagged RARE", Bottom(h with { Flags = ["RARE"] }), StringComparison.Ordinal);
        Assert.Contains("0.59 only", Bottom(h with { Stability = 0.59 }), StringComparison.Ordinal);
        Assert.Contains("one resolution", Bottom(h with { Stability = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("no frozen reference", Bottom(h, Options with { ReferenceHash = "" }), StringComparison.Ordinal);
        Assert.Contains("the discovery warns: repeated donors", Bottom(h, Options with { TrainWarnings = ["repeated donors"] }), StringComparison.Ordinal);
        Assert.Contains("after the lots were seen", Bottom(h, Options with { PostHoc = true }), StringComparison.Ordinal);
        Assert.Contains("is above 0.05", Bottom(h with { TrainPFamily = double.NaN }), StringComparison.Ordinal);

        static string Bottom(LockedHypothesis h, ReplicationOptions? options = null)
        {
            EvidenceGrade grade = Statistics.Replications.Run([h], Train("BM"), [Perfect("test", "BM")], options ?? Options).Grades[0];
            Assert.Equal(EvidenceLevel.E0, grade.Level);
            return grade.NotHigher[0];
        }
    }

    [Fact]
    public void Grade_NoTissueNamed_IsTakenAsOneAndSaysSo()
    {
        EvidenceGrade grade = Statistics.Replications.Run([Hypothesis()], Train(), [Perfect("test")], Options).Grades[0];
        Assert.Equal(EvidenceLevel.E2, grade.Level);
        Assert.Contains(grade.Assumptions, a => a.Contains("name a tissue", StringComparison.Ordinal));
        // Named on one side only: not known, hence neither the same nor another.
        EvidenceGrade half = Statistics.Replications.Run([Hypothesis()], Train("BM"), [Perfect("test")], Options).Grades[0];
        Assert.Equal(EvidenceLevel.E1, half.Level);
        Assert.Contains(half.NotHigher, r => r.Contains("not known", StringComparison.Ordinal));
    }

    [Fact]
    public void Grade_TrainLotsOfTwoTissues_EachIsTheirOwn()
    {
        ReplicationSet train = Train("BM") with { Lots = [.. Enumerable.Range(0, 6).Select(i => new ReplicationLot($"train{i}", null, i < 3 ? "BM" : "AD"))] };
        Assert.Equal(EvidenceLevel.E2, Statistics.Replications.Run([Hypothesis()], train, [Perfect("ad", "AD")], Options).Grades[0].Level);
        EvidenceGrade other = Statistics.Replications.Run([Hypothesis()], train, [Perfect("uc", "UC")], Options).Grades[0];
        Assert.Equal((EvidenceLevel.E1, true), (other.Level, other.Steps[2].Met));
    }

    [Fact]
    public void Grade_SeveralSetsOfOneTissue_AreOneTestNotTheBestOfThem()
    {
        ReplicationSet weak = Set("second", [0.1, 0.2, 0.3, 0.4, 0.5], [4, 5, 2, 3, 1], "BM");
        Assert.Equal(EvidenceLevel.E1, Grade([Perfect("test", "BM"), weak]).Level);
    }

    [Fact]
    public void Grade_LotsThatAreNotNew_DoNotCount()
    {
        ReplicationSet leaked = Perfect("test", "BM") with { Lots = [.. Enumerable.Range(0, 5).Select(i => new ReplicationLot($"t{i}", $"D-train{i}", "BM"))] };
        ReplicationFindings found = Statistics.Replications.Run([Hypothesis()], Train("BM"), [leaked], Options);
        Assert.Equal(EvidenceLevel.E1, found.Grades[0].Level);
        Assert.Equal([ReplicationTest.DonorLeak], found.Tests[0].Flags);
        Assert.Contains("D-train0", Assert.Single(found.Warnings), StringComparison.Ordinal);

        ReplicationSet repeated = Perfect("test", "BM") with { Lots = [.. Enumerable.Range(0, 5).Select(i => new ReplicationLot($"t{i}", $"D{i / 2}", "BM"))] };
        Assert.Equal(EvidenceLevel.E1, Grade([repeated]).Level);
        ReplicationFindings changed = Statistics.Replications.Run([Hypothesis()], Train("BM", "A"), [Perfect("test", "BM", "B")], Options);
        Assert.Equal((EvidenceLevel.E1, ReplicationVerdict.Replicated), (changed.Grades[0].Level, changed.Tests[0].Verdict));
        Assert.Contains("made by process B", Assert.Single(changed.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Grade_RoleOfTwoTissues_IsTwoSets()
    {
        ReplicationSet mixed = Perfect("test", "BM") with
        {
            Lots = [.. Enumerable.Range(0, 10).Select(i => new ReplicationLot($"t{i}", null, i < 5 ? "BM" : "AD"))],
            Fractions = [[.1, .2, .3, .4, .5, .5, .4, .3, .2, .1]],
            Readouts = [[1, 2, 3, 4, 5, 5, 4, 3, 2, 1]],
        };
        ReplicationFindings found = Statistics.Replications.Run([Hypothesis()], Train("BM"), [mixed], Options);
        Assert.Equal(["test:BM", "test:AD"], found.Sets.Select(s => s.Name));
        Assert.Equal(EvidenceLevel.E3, found.Grades[0].Level);
        Assert.Equal(found.Sets.Select(s => s.Name), found.Designs.Select(d => d.Set));
    }

    [Fact]
    public void Grade_Links_AreTheHashesOfWhatWasFound()
    {
        ReplicationFindings one = Statistics.Replications.Run([Hypothesis()], Train("BM"), [Perfect("test", "BM"), Cord], WithCord);
        ReplicationFindings same = Statistics.Replications.Run([Hypothesis()], Train("BM"), [Perfect("test", "BM"), Cord], WithCord);
        ReplicationSet moved = Perfect("test", "BM") with { Readouts = [[1, 2, 3, 4, 5.0000001]] };
        ReplicationFindings other = Statistics.Replications.Run([Hypothesis()], Train("BM"), [moved, Cord], WithCord);
        Assert.Equal([("reference", Reference), ("replication", one.Tests[0].Hash), ("replication", one.Tests[1].Hash), ("falsification", one.Falsifications[0].Hash)], one.Grades[0].Links.Select(l => (l.Kind, l.Sha256)));
        Assert.Equal(one.Grades[0].Hash, same.Grades[0].Hash);
        Assert.NotEqual(one.Grades[0].Hash, other.Grades[0].Hash);
        Assert.NotEqual(one.Tests[0].Hash, other.Tests[0].Hash);
        Assert.Equal(one.Tests[1].Hash, other.Tests[1].Hash);
    }

    private static EvidenceGrade Grade(IReadOnlyList<ReplicationSet> sets, ReplicationOptions? options = null) => Statistics.Replications.Run([Hypothesis()], Train("BM"), sets, options ?? Options).Grades[0];
}
