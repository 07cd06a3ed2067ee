using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using Xunit;

namespace GpuCqa.Statistics.Tests.Lots;

public class LotNotesTests
{
    [Fact]
    public void Batch_ThatOrdersTheReadout_IsSaid()
    {
        string note = LotNotes.Confounded(Lots([1, 2, 3, 10, 11, 12], ["a", "a", "a", "b", "b", "b"]), ["vegf"])!;
        Assert.Contains("vegf goes with batch", note, StringComparison.Ordinal);
        Assert.Contains("a, b", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "b", "a", "b", "a", "b")]
    [InlineData("a", "b", "c", "d", "e", "f")] // names of lots
    [InlineData("a", "a", "a", "a", "a", "a")]
    [InlineData(null, null, null, null, null, null)]
    public void Batch_ThatDoesNot_IsNotSaid(params string?[] batches) => Assert.Null(LotNotes.Confounded(Lots([1, 2, 3, 10, 11, 12], batches), ["vegf"]));

    [Fact]
    public void FewCells_AreNamedWithWhatTheyDo()
    {
        string note = LotNotes.FewCells(["A", "B", "C"], [400, 10, 1], 0.95, "Do so.")!;
        Assert.StartsWith("2 of 3 lots have fewer than 50 cells: C (1), B (10).", note, StringComparison.Ordinal);
        Assert.EndsWith("Do so.", note, StringComparison.Ordinal);
        Assert.Null(LotNotes.FewCells(["A"], [50], 0.95, ""));
    }

    [Fact]
    public void States_OfOneOrTwoLots_AreLeftOutOfTheFamily()
    {
        using var device = new CpuDevice(1);
        double[] readout = [1, 2, 3, 4, 5, 6, 7];
        TestedLot[] lots = Lots(readout, new string?[7]);
        int[] good = [5, 9, 14, 22, 30, 33, 41], one = [0, 0, 0, 0, 0, 0, 90], two = [1, 0, 0, 0, 0, 80, 70];
        StatePartition with = Partition(good, one, two), without = Partition(good);
        var parameters = new AssociationParameters { Readouts = ["y"] };
        IReadOnlyList<Association> tests = AssociationSearch.Run(device, [with], lots, parameters, StepProgress.None, CancellationToken.None);
        Association[] left = [.. tests.Where(a => !a.Tested)];
        Assert.Equal([1, 2], left.Select(a => a.State.Index).Order());
        Assert.All(left, a => Assert.True(double.IsNaN(a.P) && double.IsNaN(a.PFamily) && double.IsFinite(a.Rho) && a.Flags.Contains(AssociationSearch.NotTested)));
        // The others are corrected for each other alone: here for the rest of the lots, in both.
        Association kept = tests.Single(a => a.State.Index == 0);
        Assert.Equal(1, kept.Rank);
        Assert.True(kept.PFamily <= 2 * kept.P, $"{kept.PFamily}");
        Assert.Equal(2, AssociationSearch.Run(device, [without], lots, parameters, StepProgress.None, CancellationToken.None).Count);
    }

    [Theory]
    [InlineData(new[] { 0.0, 0, 0, 0.3 }, true)]
    [InlineData(new[] { 0.0, 0, 0.2, 0.3 }, false)] // of so few lots, two are many
    [InlineData(new[] { 0.0, 0, 0, 0, 0.2, 0.3 }, true)]
    [InlineData(new[] { 0.01, 0.02, 0.04, 0.08, 0.16, 0.32 }, false)] // a steep order is no specificity
    [InlineData(new[] { 0.0, 0, 0, 0, 0, 0 }, false)]
    public void IsInFewLots_SeesOnlyShares(double[] fractions, bool expected) => Assert.Equal(expected, AssociationSearch.IsInFewLots(fractions));

    private static StatePartition Partition(params int[][] counts) =>
        StatePartition.OfCounts("t", [.. counts.Select((_, k) => $"s{k}"), "rest"], [.. counts, [.. Enumerable.Range(0, 7).Select(l => 1000 - counts.Sum(c => c[l]))]]);

    private static TestedLot[] Lots(double[] readout, string?[] batches) => [.. readout.Select((r, l) => new TestedLot($"L{l}", null, null, batches[l], null, [r]))];
}
