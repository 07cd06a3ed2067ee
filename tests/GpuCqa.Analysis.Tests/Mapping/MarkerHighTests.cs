using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class MarkerHighTests
{
    private const double Scale = 1e4;

    private static readonly MarkerThreshold Marker = new("ENSG1", "LRRC75A", 0.5, "leading");

    [Fact]
    public void MarkerHigh_EqualTruthTwiceTheDepth_DiffersByLessThanTwoErrorsAfterThinning()
    {
        // Lots of one truth, deep and shallow in turn: raw calls differ by far more than thinned ones. Of 40 pairs a few exceed two errors by chance
        // (4.6 % each; more than 8 of 40 in one of 10,000), so the share of pairs is tested beside the mean difference.
        Seeds.Each(seed =>
        {
            int beyond = 0, rawBeyond = 0;
            double sum = 0, variance = 0;
            for (int pair = 0; pair < 40; pair++)
            {
                MarkerCells shallow = Lot($"A{pair}", seed, 2000, 500), deep = Lot($"B{pair}", seed, 4000, 500);
                MarkerHighResult result = MarkerHigh.Run(Marker, [shallow, deep], Scale, seed);
                Assert.InRange(result.Depth, 1800, 2200);
                (double difference, double error) = Difference(result.Shares[0].Share, result.Shares[1].Share, 500);
                if (Math.Abs(difference) > 2 * error) beyond++;
                sum += difference;
                variance += error * error;
                (double raw, double rawError) = Difference(RawShare(shallow), RawShare(deep), 500);
                if (Math.Abs(raw) > 2 * rawError) rawBeyond++;
            }

            Assert.InRange(beyond, 0, 8);
            Assert.InRange(Math.Abs(sum), 0, 4 * Math.Sqrt(variance));
            Assert.True(rawBeyond >= 36, $"Without thinning only {rawBeyond} of 40 pairs differ: the test has no teeth.");
        });
    }

    [Fact]
    public void MarkerHigh_OtherCellsAndOrder_ChangeNoCell()
    {
        MarkerCells shallow = Lot("A", 1, 1500, 200), deep = Lot("B", 2, 4000, 300);
        int[] order = [.. Enumerable.Range(0, 300).Reverse()];
        MarkerCells turned = new("B", [.. order.Select(c => deep.Barcodes[c])], Pick(deep.Counts, order), Pick(deep.Totals, order), [.. order.Select(c => deep.InCluster[c])]);
        CommonDepth one = CommonDepth.Of([shallow, deep], Scale, 7), other = CommonDepth.Of([turned, shallow], Scale, 7);
        Assert.Equal(Pick(one.Normalized(deep), order), other.Normalized(turned));
        Assert.Equal(one.Normalized(shallow), other.Normalized(shallow));
        Assert.NotEqual(one.Normalized(deep), CommonDepth.Of([shallow, deep], Scale, 8).Normalized(deep));
        MarkerHighShare first = MarkerHigh.Run(Marker, [shallow, deep], Scale, 7).Shares[1], second = MarkerHigh.Run(Marker, [turned, shallow], Scale, 7).Shares[0];
        Assert.Equal(first, second);
    }

    [Fact]
    public void MarkerHigh_ShallowestLot_IsKeptAsItWasCounted()
    {
        MarkerCells shallow = Lot("A", 1, 1500, 201), deep = Lot("B", 2, 4000, 300);
        double[] values = CommonDepth.Of([shallow, deep], Scale, 7).Normalized(shallow);
        Assert.Equal(shallow.Counts.Select((count, c) => MarkerThreshold.Normalized(count, shallow.Totals[c], Scale)), values);
    }

    [Fact]
    public void MarkerHigh_ShareAndInterval_AreOfTheClustersCells()
    {
        MarkerCells lot = new("A", ["a", "b", "c", "d"], [3, 0, 2, 5], [5000, 5000, 5000, 5000], [true, true, true, false]), empty = new("B", ["a"], [1], [5000], [false]);
        MarkerHighResult result = MarkerHigh.Run(Marker, [lot, empty], Scale, 1);
        Interval wilson = ProportionInterval.Wilson(2, 3);
        Assert.Equal(new MarkerHighShare("A", 3, 2, 2 / 3.0, wilson.Low, wilson.High, 5000), result.Shares[0]);
        Assert.Equal((0, 0.0, 1.0), (result.Shares[1].Cells, result.Shares[1].WilsonLow, result.Shares[1].WilsonHigh));
        Assert.True(double.IsNaN(result.Shares[1].Share));
        Assert.Contains("A (3)", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void MarkerHigh_OneShallowLot_IsTold()
    {
        MarkerHighResult result = MarkerHigh.Run(Marker, [Lot("A", 1, 500, 100), Lot("B", 2, 4000, 100), Lot("C", 3, 1500, 100)], Scale, 1);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("the shallowest lot, A (", warning, StringComparison.Ordinal);
        Assert.Contains("laid aside in B (", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("C (", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void MarkerHigh_ValuesThatAreNoCounts_AreRefusedWithLotAndCell() =>
        Assert.Contains("Lot A: cell b has 1.5 of 10", Assert.Throws<PreconditionException>(() => MarkerHigh.Run(Marker, [new("A", ["a", "b"], [1, 1.5], [10, 10], [true, true])], Scale, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void MarkerHigh_SetsOfLots_AreComparedByLots()
    {
        MarkerHighResult result = new(Marker, 1000, [.. new[] { 0.02, 0.01, 0.03, 0.02, 0.04, 0.22, 0.31, 0.18, 0.27, double.NaN }.Select((s, i) => new MarkerHighShare($"L{i}", 100, 1, s, 0, 1, 1000))], []);
        LotRankSum test = result.Compare(["L0", "L1", "L2", "L3", "L4"], ["L5", "L6", "L7", "L8", "L9"]);
        Assert.Equal((5, 4, 1 / 126.0), (test.First, test.Second, test.PLess));
        Assert.Equal(0.31, result.ShareOf("L6"));
        Assert.True(double.IsNaN(result.ShareOf("none")));
    }

    private static MarkerCells Lot(string name, ulong seed, double depth, int cells)
    {
        double[] counts = new double[cells], totals = new double[cells];
        for (int c = 0; c < cells; c++)
        {
            var random = new Philox(seed, RandomPurpose.Test, ((ulong)name.Aggregate(0u, (h, ch) => (h * 31) + ch) << 32) | (uint)c);
            totals[c] = Math.Round(depth * Math.Exp(0.3 * random.NextNormal()));
            // A low transcript, 2 in 10,000 counts: seen in about a third of the cells at 2,000 counts, in half of them at 4,000.
            counts[c] = BinomialThinning.Binomial(ref random, (long)totals[c], 2e-4);
        }

        return new MarkerCells(name, [.. Enumerable.Range(0, cells).Select(c => $"cell{c}")], counts, totals, [.. Enumerable.Repeat(true, cells)]);
    }

    private static double RawShare(MarkerCells lot) => lot.Counts.Where((count, c) => Marker.IsHigh(MarkerThreshold.Normalized(count, lot.Totals[c], Scale))).Count() / (double)lot.Counts.Length;

    private static (double Difference, double Error) Difference(double a, double b, int cells) => (b - a, Math.Sqrt(((a * (1 - a)) + (b * (1 - b))) / cells));

    private static double[] Pick(double[] values, int[] order) => [.. order.Select(i => values[i])];
}
