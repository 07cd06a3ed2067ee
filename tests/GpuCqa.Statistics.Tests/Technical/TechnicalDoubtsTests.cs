using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Technical;

public class TechnicalDoubtsTests
{
    private static readonly AssociationParameters Parameters = new() { Readouts = ["vegf"], Permutations = 999 };

    [Fact]
    public void Of_ReadoutAndFractionThatBothFollowDepth_IsADoubtThatSaysSo()
    {
        double[] depth = [1, 2, 3, 4, 5, 6, 7, 8], readout = [1, 3, 2, 4, 5, 6, 8, 7], fraction = [0.1, 0.2, 0.3, 0.4, 0.6, 0.5, 0.7, 0.8];
        LotClaim[] claims = [new(0, "cluster 3 at resolution 0.5", fraction, Spearman.Correlation(fraction, readout), false)];
        LotQuantity[] quantities = [new("sequencing depth", depth), new("number of cells", [5, 5, 5, 5, 5, 5, 5, 5]), new("mitochondrial share", [4, 1, 8, 2, 7, 3, 6, 5])];
        TechnicalDoubt doubt = Assert.Single(Doubts(claims, quantities, readout));
        Assert.Equal("sequencing depth", doubt.Quantity);
        string said = Assert.Single(TechnicalDoubts.Sentences([doubt], claims, Parameters));
        Assert.Contains("cluster 3 at resolution 0.5", said, StringComparison.Ordinal);
        Assert.Contains("sequencing depth (rho 0.95 with vegf, 0.98 with the fraction", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FractionThatIsTheDepth_LeavesNothing()
    {
        double[] depth = [1, 2, 3, 4, 5, 6, 7];
        TechnicalDoubt doubt = Assert.Single(Doubts([new(0, "a", depth, 1, false)], [new("sequencing depth", depth)], depth));
        Assert.True(double.IsNaN(doubt.PartialRho));
        Assert.Contains("nothing is left", TechnicalDoubts.Sentences([doubt], [doubt.Claim], Parameters)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SixLots_HasThePOfAllOrders()
    {
        double[] depth = [1, 2, 3, 4, 6, 5], readout = [2, 1, 3, 4, 5, 6], fraction = [1, 2, 3, 4, 5, 6];
        TechnicalDoubt doubt = Assert.Single(Doubts([new(0, "a", fraction, Spearman.Correlation(fraction, readout), false)], [new("sequencing depth", depth)], readout));
        double[][] orders = [.. Orders([.. readout])];
        Assert.Equal(720, orders.Length);
        double with = Math.Abs(Spearman.Correlation(depth, readout)) - 1e-12;
        Assert.Equal(orders.Count(o => Math.Abs(Spearman.Correlation(depth, o)) >= with) / 720.0, doubt.ReadoutP, 1e-12);
        with = Math.Abs(Spearman.Correlation(fraction, depth)) - 1e-12;
        Assert.Equal(Orders([.. depth]).Count(o => Math.Abs(Spearman.Correlation(fraction, o)) >= with) / 720.0, doubt.AmountP, 1e-12);
        double fr = Spearman.Correlation(fraction, readout), fd = Spearman.Correlation(fraction, depth), rd = Spearman.Correlation(readout, depth);
        Assert.Equal((fr - (fd * rd)) / Math.Sqrt((1 - (fd * fd)) * (1 - (rd * rd))), doubt.PartialRho, 1e-12);
    }

    // A relation that depth has no part in is seldom doubted; one that is nothing but depth, always.
    [Fact]
    public void Of_ManyCohorts_DoubtsDepthAndSeldomElse() => Seeds.Each(seed =>
    {
        const int Cohorts = 40, Lots = 11;
        var random = new Philox(seed, RandomPurpose.Test, 14);
        int unneeded = 0, missed = 0;
        for (int c = 0; c < Cohorts; c++)
        {
            double[] state = Normal(ref random, Lots), depth = Normal(ref random, Lots);
            LotQuantity[] quantities = [new("sequencing depth", depth), new("genes detected", Near(ref random, depth, 0.3)), new("mitochondrial share", Normal(ref random, Lots)), new("number of cells", Normal(ref random, Lots))];
            double[] readout = Near(ref random, state, 0.2), fraction = Near(ref random, state, 0.2), deep = Near(ref random, depth, 0.15), follows = Near(ref random, depth, 0.3);
            if (Doubts([new(0, "state", fraction, Spearman.Correlation(fraction, readout), false)], quantities, readout).Count > 0) unneeded++;
            if (Doubts([new(0, "depth", follows, Spearman.Correlation(follows, deep), false)], quantities, deep).Count == 0) missed++;
        }

        Assert.True(unneeded <= 12 && missed <= 6, $"{unneeded} doubted without need and {missed} missed, of {Cohorts} each.");
    });

    private static IReadOnlyList<TechnicalDoubt> Doubts(LotClaim[] claims, LotQuantity[] quantities, double[] readout)
    {
        using var device = new CpuDevice(1);
        return TechnicalDoubts.Of(device, claims, quantities, [.. readout.Select((r, i) => new TestedLot($"L{i}", null, null, null, null, [r]))], Parameters);
    }

    private static double[] Near(ref Philox random, double[] of, double sd) => [.. Normal(ref random, of.Length).Zip(of, (e, v) => v + (sd * e))];

    private static double[] Normal(ref Philox random, int count)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) values[i] = random.NextNormal();
        return values;
    }

    private static IEnumerable<double[]> Orders(List<double> rest) =>
        rest.Count == 0 ? [[]] : rest.SelectMany((v, i) => Orders([.. rest.Where((_, j) => j != i)]).Select(o => (double[])[v, .. o]));
}
