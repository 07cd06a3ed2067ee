using GpuCqa.Core.Parameters;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Stability;

/// <summary>Two clusters at one resolution over six lots of 100 cells, refits given by hand.</summary>
public class StabilitySummaryTests
{
    private static readonly int[][] Counts = [[60, 55, 50, 45, 40, 35], [40, 45, 50, 55, 60, 65]];
    private static readonly TestedLot[] Lots = [.. Enumerable.Range(0, 6).Select(l => new TestedLot($"L{l}", null, null, null, null, [l]))];
    private static readonly AssociationParameters Parameters = new() { Readouts = ["vegf"], AliquotIcc = 0 };
    private static readonly StatePartition Partition = StatePartition.OfCounts("0.5", ["0", "1"], Counts, resolution: 0.5);

    [Fact]
    public void Cluster_FoundAgain_HasNoFlagAndItsNumbers()
    {
        StabilityFindings found = Of([.. Subsamples([0.9, 0.8, 0.7]), .. Seeds_([1, 0.5]), .. Without([0.9, 0.6, 0.8, 0.9, 0.9, 0.9])]);
        ClusterStability cluster = found.Clusters[0];
        Close.Relative(0.8, cluster.SubsampleMean);
        Assert.Equal((0.7, 0.5, 0.75, 0.6, "L1"), (cluster.SubsampleMin, cluster.SeedMin, cluster.SeedMean, cluster.LotOutMin, cluster.LotOutWorst));
        Close.Relative(2 / 3.0, cluster.Recovered);
        Assert.Equal(0, cluster.Dissolved);
        Assert.Empty(cluster.Flags);
        Assert.Equal((3, 2, 6), (found.Count(RefitKind.Subsample), found.Count(RefitKind.Seed), found.Count(RefitKind.Lot)));
    }

    [Theory]
    [InlineData(new[] { 0.75, 0.74 }, 1, true)]
    [InlineData(new[] { 0.75, 0.75 }, 0.6, false)]
    [InlineData(new[] { 1.0, 1.0 }, 0.599, true)]
    public void Cluster_BelowALimit_IsUnstable(double[] subsamples, double worst, bool unstable) =>
        Assert.Equal(unstable, Of([.. Subsamples(subsamples), .. Without([1, 1, worst, 1, 1, 1])]).Clusters[0].Flags.Contains("UNSTABLE"));

    [Fact]
    public void Association_WhoseSignIsLostInOneOfTenRefits_IsUnstable_AndInOneOfThirtyIsNot()
    {
        foreach ((int refits, bool unstable) in new[] { (10, true), (30, false) })
        {
            // The matched cluster of one refit runs the other way.
            ClusterRefit[] made = [.. Enumerable.Range(0, refits).Select(i => Refit(RefitKind.Subsample, i + 1, -1, 0.9, i == 4 ? [.. Counts[0].Reverse()] : Counts[0]))];
            StabilityFindings found = Of(made);
            AssociationStability held = found.Of("vegf", new StateId(0, 0))!;
            Assert.Equal((-1, -1, refits, !unstable), (held.Rho, held.Median, held.Refits, held.SignHolds!.Value));
            Close.Relative(unstable ? 0.1 : -1, held.Low);
            Assert.DoesNotContain("UNSTABLE", found.Clusters[0].Flags);
            Association flagged = StabilitySummary.Flagged(Tests(), found).Single(a => a.State.Index == 0);
            Assert.Equal(unstable, flagged.IsUnstable);
        }
    }

    [Fact]
    public void Association_OfAnotherResolution_CountsWhereTheCellsAreTheSame()
    {
        StatePartition[] two = [Partition, StatePartition.OfCounts("1", ["0", "1"], Counts, resolution: 1)];
        int[][][] counts = [.. Enumerable.Range(0, 4).Select(s => new[] { Counts[s % 2], [.. Counts[s % 2].Reverse()] })];
        ClusterRefit refit(double other) => new(RefitKind.Subsample, 1, -1, [100, 100, 100, 100, 100, 100], [2, 2], [1, 1], [[1, other], [1, other], [other, 1], [other, 1]], counts);
        Association[] tests = [.. Tests(), .. Tests().Select(a => a with { State = new StateId(1, a.State.Index) })];
        AssociationStability found(double other) => StabilitySummary.Of([refit(other)], two, tests, Lots, Parameters, [], []).Of("vegf", new StateId(0, 0))!;
        Assert.Equal((1, true), (found(0.49).Refits, found(0.49).SignHolds!.Value));
        Assert.Equal((2, false, 0.0), (found(0.5).Refits, found(0.5).SignHolds!.Value, found(0.5).Median));
    }

    [Fact]
    public void WithoutALot_RhoIsOverTheOthers()
    {
        // Without L0 the matched cluster rises, which it does not with all.
        ClusterRefit refit = Refit(RefitKind.Lot, 1, 0, 0.9, [0, 10, 20, 30, 40, 50]) with { LotCells = [0, 100, 100, 100, 100, 100] };
        AssociationStability held = Of([refit]).Of("vegf", new StateId(0, 0))!;
        Assert.Equal((1, 1, 0), (held.LotOutLow, held.LotOutHigh, held.Refits));
        Assert.Null(held.SignHolds);
    }

    [Fact]
    public void Flagged_Unstable_ComesLastWithItsP_AndIsNoFinding()
    {
        StabilityFindings found = Of([.. Subsamples([0.5, 0.5], [0.9, 0.9])]);
        IReadOnlyList<Association> flagged = StabilitySummary.Flagged(Tests(), found);
        Assert.Equal([(1, 0.02, 1), (0, 0.01, 2)], flagged.Select(a => (a.State.Index, a.PFamily, a.Rank)));
        var tests = new AssociationFindings { Parameters = Parameters, Design = new DesignStatement(6, 720, true, 720, 2 / 720.0, true, ""), Lots = Lots, Partitions = [Partition], Fractions = [], Associations = flagged, Stability = found };
        Assert.Equal(1, Assert.Single(tests.BestPerReadout()).State.Index);
        Assert.Contains("mean Jaccard 0.50 in subsamples", StabilityNotes.SetAside(tests), StringComparison.Ordinal);
        Assert.Empty(StabilityNotes.OfFindings(tests));
    }

    [Fact]
    public void Cluster_MostlyOfOneLotOrTooFew_SaysSo()
    {
        int[][] counts = [[90, 90, 90, 90, 90, 40], [1, 0, 2, 0, 0, 55], [9, 10, 8, 10, 10, 5]];
        StatePartition partition = StatePartition.OfCounts("0.5", ["0", "1", "2"], counts, resolution: 0.5);
        ClusterRefit refit = new(RefitKind.Subsample, 1, -1, [100, 100, 100, 100, 100, 100], [3], [1], [[1], [1], [1]], [.. counts.Select(c => new[] { c })]);
        Association[] tests = [.. Enumerable.Range(0, 3).Select(k => Tests()[0] with { State = new StateId(0, k), Flags = k == 2 ? ["RARE"] : [], Rank = k + 1 })];
        StabilityFindings found = StabilitySummary.Of([refit], [partition], tests, Lots, Parameters, [], []);
        Assert.Empty(found.Clusters[0].Flags);
        Assert.Equal(["LOT_SPECIFIC", "BELOW_LOQ"], found.Clusters[1].Flags);
        Assert.Equal((55 / 58.0, "L5"), (found.Clusters[1].LargestLotShare, found.Clusters[1].LargestLot));
        Assert.Equal(["BELOW_LOQ"], found.Clusters[2].Flags);
        Assert.Equal(0.5, found.Clusters[2].LotsAboveLimit);
        // One rule, one name.
        IReadOnlyList<string> flags = StabilitySummary.Flagged(tests, found).Single(a => a.State.Index == 2).Flags;
        Assert.Contains("BELOW_LOQ", flags);
        Assert.DoesNotContain("RARE", flags);
    }

    [Theory]
    [InlineData(9, 20, 0, false)]
    [InlineData(10, 100_000, 0, true)]
    [InlineData(10, 1_000, 0.002, false)]
    // Of endless cells 1 / icc count: (1 - f) / (f 500) is 0.1 at f = 1 / 51.
    [InlineData(19_500, 1_000_000, 0.002, false)]
    [InlineData(19_700, 1_000_000, 0.002, true)]
    public void Limit_CountsCellsAndAliquots(int count, int cells, double icc, bool above) => Assert.Equal(above, StabilityRules.AboveLimit(count, cells, icc));

    [Fact]
    public void Quantile_IsTypeSevenOfR()
    {
        Close.Relative(1.45, StabilityRules.Quantile([4, 1, 2, 10], 0.15));
        Close.Relative(3, StabilityRules.Quantile([4, 1, 2, 10], 0.5));
        Assert.Equal(7, StabilityRules.Quantile([7], 0.05));
        Assert.True(double.IsNaN(StabilityRules.Quantile([], 0.5)));
    }

    private static StabilityFindings Of(ClusterRefit[] refits) => StabilitySummary.Of(refits, [Partition], Tests(), Lots, Parameters, [], []);

    private static IEnumerable<ClusterRefit> Subsamples(double[] jaccard, double[]? second = null) => jaccard.Select((j, i) => Refit(RefitKind.Subsample, i + 1, -1, j, Counts[0], second?[i] ?? j));

    private static IEnumerable<ClusterRefit> Seeds_(double[] jaccard) => jaccard.Select((j, i) => Refit(RefitKind.Seed, i + 1, -1, j, Counts[0]));

    private static IEnumerable<ClusterRefit> Without(double[] jaccard) => jaccard.Select((j, i) => Refit(RefitKind.Lot, i + 1, i, j, Counts[0]));

    private static ClusterRefit Refit(RefitKind kind, int number, int leftOut, double jaccard, int[] counts, double? second = null) =>
        new(kind, number, leftOut, [100, 100, 100, 100, 100, 100], [2], [1], [[jaccard], [second ?? jaccard]], [[counts], [Counts[1]]]);

    private static Association[] Tests() => [Test(0, -1, 0.01, 1), Test(1, 1, 0.02, 2)];

    private static Association Test(int state, double rho, double p, int rank) => new()
    {
        Readout = "vegf", State = new StateId(0, state), Lots = 6, Cells = 300, Rho = rho, P = p, PFamily = p, PFamilyStepDown = p, IntervalLow = 0, IntervalHigh = 0, BootstrapLow = 0, BootstrapHigh = 0,
        LeaveOneOutLow = 0, LeaveOneOutHigh = 0, RhoClr = rho, Stability = 1, Flags = [], Rank = rank,
    };
}
