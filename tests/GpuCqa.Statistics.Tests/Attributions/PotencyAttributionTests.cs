using GpuCqa.Compute;
using GpuCqa.Statistics;
using GpuCqa.Statistics.Tests.Predictions;
using Xunit;

namespace GpuCqa.Statistics.Tests.Attributions;

public class PotencyAttributionTests
{
    private static readonly AttributionOptions Options = new(11, 2000, 1, 0.95);

    // Five lots of three states; intervals by scipy 1.10.1 (optimize.nnls) over all 5^5 draws with at least three different lots (2,820 of 3,125).
    private static readonly double[][] Shares =
    [
        [0.7383346223253416, 0.18355246197473576, 0.07811291569992267], [0.42677361360807636, 0.4161250172866824, 0.15710136910524133], [0.4250788643533124, 0.08765209553853087, 0.48726904010815686],
        [0.3998847262247838, 0.48080691642651296, 0.11930835734870315], [0.16998671978751662, 0.5479898587468308, 0.2820234214656525],
    ];

    private static readonly double[] Potency = [152.35, 199.85, 312.73, 129.6, 230.43];

    [Fact]
    public void Attribution_FiveLots_AgreesWithEveryDrawByScipy()
    {
        EffectiveCells found = Run(Shares, Potency);
        Assert.Null(found.Refusal);
        Assert.True(found.Exact);
        Assert.Equal(126, found.Resamples);
        Assert.Equal(1 - (2820 / 3125.0), found.Dropped, 1e-12);
        Near([121.69812852913962, 97.8138439058149, 528.7560209077625], found.Parts.Select(p => p.Rate));
        Near([20.1320286343064, 0, 159.66919878966587], found.Parts.Select(p => p.RateInterval.Low));
        Near([255.02330861615525, 302.91918430009883, 906.9178091003591], found.Parts.Select(p => p.RateInterval.High));
        Near([0.030502848020396555, 0, 0.14510892838725256], found.Parts.Select(p => p.ShareInterval.Low));
        Near([0.5178248541273236, 0.5896444587805222, 0.8122986884603841], found.Parts.Select(p => p.ShareInterval.High));
        Near([0.37262777982776524, 1], [found.FractionInterval.Low, found.FractionInterval.High]);
        Near([0.8900709219858156, 0.2127659574468085, 0.9468085106382979], found.Parts.Select(p => p.EffectiveResamples));
        Near([2.84499007729778], [found.Condition]);
    }

    [Fact]
    public void Attribution_PotencyOfOneState_IsItsAndTheSetIsSmallest()
    {
        LotFeatures features = PredictionData.Random(11, 6, 31);
        double[] y = [.. features.Values[4].Select((v, l) => (2000 * v) + l)];
        EffectiveCells found = Run(features, y);
        Assert.Equal([false, false, false, false, true, false], found.Parts.Select(p => p.Effective));
        Assert.Equal(352_716, found.Resamples);
        Assert.Equal(features.Values[4].Average(), found.Fraction, 1e-12);
        Assert.InRange(found.Parts[4].Rate, 1900, 2100);
        Assert.True(found.Parts[4].RateInterval.Low <= found.Parts[4].Rate && found.Parts[4].Rate <= found.Parts[4].RateInterval.High);
        Assert.True(found.RSquared > 0.99 && found.Q2 > 0.9, $"{found.RSquared} {found.Q2}");
        Assert.Equal(features.Values[4], found.LotFractions);
        Assert.Equal(1, found.Parts.Sum(p => p.Share), 1e-9);
    }

    [Fact]
    public void Attribution_CellsOfEachValue_AreTakenIntoAccount()
    {
        LotFeatures features = PredictionData.Random(9, 3, 12);
        double[] cells = [.. Enumerable.Range(1, 9).Select(l => 1000.0 * l)];
        double[] y = [.. cells.Select((n, l) => n * ((0.2 * features.Values[0][l]) + (0.05 * features.Values[2][l])))];
        EffectiveCells found = PotencyAttribution.Run(new CpuDevice(), "y", y, cells, 0, Parts(features), PredictionData.Alone(9), Options, default);
        Near([0.2, 0, 0.05], found.Parts.Select(p => p.Rate));
    }

    [Fact]
    public void Attribution_SharesThatDoNotFillTheLot_HaveARestWithARateOfItsOwn()
    {
        double[][] states = [[0.2, 0.3, 0.1, 0.5, 0.4, 0.25], [0.1, 0.3, 0.4, 0.2, 0.1, 0.35], [0, 0, 0, 0, 0, 0]];
        PotencyParts parts = PotencyParts.Of(StatePartition.OfFractions("t", ["a", "b", "none"], states));
        Assert.Equal([0, 1, null], parts.States);
        double[] y = [.. Enumerable.Range(0, 6).Select(l => (100 * states[0][l]) + (40 * (1 - states[0][l] - states[1][l])))];
        EffectiveCells found = PotencyAttribution.Run(new CpuDevice(), "y", y, null, 0, parts, PredictionData.Alone(6), Options, default);
        Near([100, 0, 40], found.Parts.Select(p => p.Rate));
    }

    [Theory]
    [InlineData(5, AttributionRefusal.TooFewLots)]
    [InlineData(3, null)]
    public void Attribution_AsManyPartsAsLots_IsRefused(int parts, AttributionRefusal? refusal)
    {
        EffectiveCells found = Run(PredictionData.Random(5, parts, 2), Potency);
        Assert.Equal(refusal, found.Refusal);
        Assert.Equal(refusal is null ? parts : 0, found.Parts.Count);
    }

    [Fact]
    public void Attribution_SharesThatDependOnOneAnother_IsRefused()
    {
        double[][] lots = [.. Enumerable.Range(0, 8).Select(l => new[] { 0.03 * (l + 1), 0.06 * (l + 1), 1 - (0.09 * (l + 1)) })];
        Assert.Equal(AttributionRefusal.Dependent, Run(PredictionData.Of(lots), [1, 2, 3, 4, 5, 6, 7, 9]).Refusal);
    }

    [Fact]
    public void Attribution_LogarithmicReadout_IsRefused() => Assert.Equal(AttributionRefusal.BelowZero, Run(Shares, [-1, 2, 3, 1, 2]).Refusal);

    [Fact]
    public void Attribution_RepeatedDonors_DrawsDonorsWhole()
    {
        LotFeatures features = PredictionData.Random(10, 3, 5);
        double[] y = PredictionData.Normal(10, 5);
        PredictionFolds folds = PredictionFolds.Of(PredictionData.Names(10), [.. Enumerable.Range(0, 10).Select(l => $"D{l / 2}")]);
        EffectiveCells found = PotencyAttribution.Run(new CpuDevice(), "y", y, null, 0, Parts(features), folds, Options, default);
        Assert.Equal(126, found.Resamples);
        Assert.Equal(AttributionRefusal.TooFewLots, PotencyAttribution.Run(new CpuDevice(), "y", y[..6], null, 0, Parts(PredictionData.Random(6, 3, 5)), PredictionFolds.Of(PredictionData.Names(6), ["A", "A", "B", "B", "C", "C"]), Options, default).Refusal);
    }

    [Fact]
    public void Attribution_DrawnResamples_ComeNearTheExactIntervals()
    {
        LotFeatures features = PredictionData.Random(9, 3, 15);
        double[] y = [.. features.Values[1].Select((v, l) => (900 * v) + (20 * (l % 3)))];
        EffectiveCells exact = Run(features, y);
        EffectiveCells drawn = PotencyAttribution.Run(new CpuDevice(), "y", y, null, 0, Parts(features), PredictionData.Alone(9), Options with { ExactUnits = 0, Resamples = 20_000 }, default);
        Assert.False(drawn.Exact);
        double width = exact.Parts[1].RateInterval.High - exact.Parts[1].RateInterval.Low;
        Assert.Equal(exact.Parts[1].RateInterval.Low, drawn.Parts[1].RateInterval.Low, 0.1 * width);
        Assert.Equal(exact.Parts[1].RateInterval.High, drawn.Parts[1].RateInterval.High, 0.1 * width);
    }

    private static EffectiveCells Run(double[][] lots, double[] y) => Run(PredictionData.Of(lots), y);

    private static EffectiveCells Run(LotFeatures features, double[] y) =>
        PotencyAttribution.Run(new CpuDevice(), "y", y, null, 0, Parts(features), PredictionData.Alone(y.Length), Options, default);

    private static PotencyParts Parts(LotFeatures features) => PotencyParts.Of(StatePartition.OfFractions("t", [.. features.Values.Select((_, k) => $"s{k}")], features.Values));

    private static void Near(IEnumerable<double> expected, IEnumerable<double> actual) => Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-6 * Math.Max(1, Math.Abs(p.First))));
}
