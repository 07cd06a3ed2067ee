using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Equivalence;

public class BlockedResponsesTests
{
    private static readonly double[] Y = [10.1, 10.9, 12.0, 12.7, 8.9, 10.2, 11.1, 11.4];

    private static readonly double[] After = [0, 1, 0, 1, 0, 1, 0, 1];

    private static readonly string[] Donors = ["a", "a", "b", "b", "c", "c", "d", "d"];

    [Fact]
    public void CompletePairs_FixedAndRandomBlocks_EqualThePairedTest()
    {
        MeanDifference paired = MeanDifference.Paired([0.8, 0.7, 1.3, 0.3]);
        var responses = new BlockedResponses(Y, [[.. Y.Select(_ => 1.0)], After], 1, Donors);
        foreach (MeanDifference d in new[] { responses.Fixed(), responses.Random(MixedDegreesOfFreedom.KenwardRoger).Difference, responses.Random(MixedDegreesOfFreedom.Satterthwaite).Difference, responses.Random(MixedDegreesOfFreedom.Containment).Difference })
            Close.Relative([paired.Estimate, paired.StandardError, paired.DegreesOfFreedom], [d.Estimate, d.StandardError, d.DegreesOfFreedom], 1e-6);
    }

    [Fact]
    public void DonorsThatVaryLessThanTheirLots_Random_NamesTheBoundary()
    {
        double[] y = [1, 2, 2, 1, 1.1, 1.9, 2.1, 0.8];
        MixedDifference fit = new BlockedResponses(y, [[.. y.Select(_ => 1.0)], After], 1, Donors).Random(MixedDegreesOfFreedom.KenwardRoger);
        Assert.True(fit.AtBoundary);
        Assert.Equal(0, fit.BlockVariance);
        Close.Relative(MeanDifference.Pooled([1, 2, 1.1, 2.1], [2, 1, 1.9, 0.8]).StandardError, fit.Difference.StandardError, 1e-6);
    }

    [Fact]
    public void HistoricLots_OfOneProcess_NarrowTheInterval()
    {
        // Donors e to h were made by the old process only.
        double[] y = [.. Y, 10.4, 11.6, 9.6, 10.8];
        double[] after = [.. After, 0, 0, 0, 0];
        string[] donors = [.. Donors, "e", "f", "g", "h"];
        double[] one = [.. y.Select(_ => 1.0)];
        MixedDifference alone = new BlockedResponses(Y, [[.. Y.Select(_ => 1.0)], After], 1, Donors).Random(MixedDegreesOfFreedom.KenwardRoger);
        MixedDifference fit = new BlockedResponses(y, [one, after], 1, donors).Random(MixedDegreesOfFreedom.KenwardRoger);
        Assert.True(fit.BlockVariance > 0);
        Assert.InRange(fit.Difference.DegreesOfFreedom, alone.Difference.DegreesOfFreedom, 11);
    }
}
