using GpuCqa.Core.Randomness;
using GpuCqa.Simulation;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Simulation.Tests;

public class PhiloxDistributionsTests
{
    private const int Draws = 40_000;

    [Theory]
    [InlineData(0.15)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(2.0)]
    [InlineData(60.0)]
    public void Gamma_MeanAndVariance_AreTheShape(double shape)
    {
        var random = new Philox(7, RandomPurpose.Test, 1);
        (double mean, double variance, _) = Moments(() => random.NextGamma(shape));
        Assert.Equal(shape, mean, 5 * Math.Sqrt(shape / Draws));
        double varianceError = Math.Sqrt(((2 * shape * shape) + (6 * shape)) / Draws);
        Assert.Equal(shape, variance, 5 * varianceError);
    }

    [Fact]
    public void Gamma_ShapeHalf_HasTheQuantilesOfHalfChiSquareOne()
    {
        var random = new Philox(8, RandomPurpose.Test, 1);
        int below = 0, far = 0;
        for (int i = 0; i < Draws; i++)
        {
            double x = random.NextGamma(0.5);
            if (x < 0.5 * 0.45493642311957283) below++;
            if (x > 0.5 * 6.6348966010212145) far++;
        }

        Assert.Equal(0.5, (double)below / Draws, 5 * Math.Sqrt(0.25 / Draws));
        Assert.Equal(0.01, (double)far / Draws, 5 * Math.Sqrt(0.0099 / Draws));
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.7)]
    [InlineData(9.9)]
    [InlineData(10.1)]
    [InlineData(37.0)]
    [InlineData(400.0)]
    [InlineData(5000.0)]
    public void Poisson_Frequencies_FollowTheLaw(double mean)
    {
        var random = new Philox(9, RandomPurpose.Test, 2);
        var observed = new Dictionary<int, int>();
        for (int i = 0; i < Draws; i++)
        {
            int k = random.NextPoisson(mean);
            observed[k] = observed.GetValueOrDefault(k) + 1;
        }

        double logTerm = -mean;
        var law = new List<double> { Math.Exp(logTerm) };
        for (int k = 1; k < mean + (12 * Math.Sqrt(mean)) + 20; k++) law.Add(Math.Exp(logTerm += Math.Log(mean / k)));
        SimulationChecks.AssertFits(observed, law, Draws);
    }

    [Theory]
    [InlineData(0.03, 2.0)]
    [InlineData(0.6, 2.0)]
    [InlineData(5.0, 2.0)]
    [InlineData(40.0, 2.0)]
    [InlineData(3.0, 0.4)]
    [InlineData(3.0, 25.0)]
    public void NegativeBinomial_BothWays_FollowTheLaw(double mean, double theta)
    {
        var gammaPoisson = new Dictionary<int, int>();
        var bursts = new Dictionary<int, int>();
        var random = new Philox(10, RandomPurpose.Test, 3);
        // Weights that differ a thousandfold show whether thinning keeps each gene's own law.
        double library = 100;
        var sampler = new BurstSampler([4, 65, 0], [mean / library, mean / library / 1000, 0.2], theta);
        var counts = new CountAccumulator(70);
        var columns = new List<int>();
        var values = new List<float>();
        for (int i = 0; i < Draws; i++)
        {
            Count(gammaPoisson, random.NextNegativeBinomial(mean, theta));
            sampler.Add(ref random, library, counts);
            columns.Clear();
            values.Clear();
            counts.Flush(columns, values);
            Assert.True(columns.SequenceEqual(columns.Order()));
            int at = columns.IndexOf(4);
            Count(bursts, at < 0 ? 0 : (int)values[at]);
        }

        double term = Math.Pow(1 + (mean / theta), -theta);
        double p = mean / (mean + theta);
        var law = new List<double> { term };
        for (int k = 1; k < 4000; k++) law.Add(term *= p * (theta + k - 1) / k);
        SimulationChecks.AssertFits(gammaPoisson, law, Draws);
        SimulationChecks.AssertFits(bursts, law, Draws);
    }

    [Fact]
    public void AliasTable_Frequencies_FollowTheWeights()
    {
        double[] weights = [1, 0, 3, 0.5, 1e-9, 7, 2.5];
        var table = new AliasTable(weights);
        var random = new Philox(11, RandomPurpose.Test, 4);
        var observed = new Dictionary<int, int>();
        for (int i = 0; i < Draws; i++) Count(observed, table.Next(ref random));
        Close.Relative(weights.Sum(), table.Total);
        Assert.DoesNotContain(1, observed.Keys);
        SimulationChecks.AssertFits(observed, weights.Select(w => w / weights.Sum()).ToList(), Draws);
    }

    [Fact]
    public void Dirichlet_Moments_FollowThePrecision()
    {
        double[] shares = [0.6, 0.3, 0.1];
        const double precision = 50;
        for (int k = 0; k < shares.Length; k++)
        {
            var random = new Philox(12, RandomPurpose.Test, 5);
            int at = k;
            (double mean, double variance, _) = Moments(() => random.NextDirichlet(shares, precision)[at]);
            double expected = shares[k] * (1 - shares[k]) / (precision + 1);
            Assert.Equal(shares[k], mean, 5 * Math.Sqrt(expected / Draws));
            Assert.Equal(1, variance / expected, 0.06);
        }

        var none = new Philox(12, RandomPurpose.Test, 6);
        Assert.Equal(shares, none.NextDirichlet(shares, double.PositiveInfinity));
    }

    private static void Count(Dictionary<int, int> observed, int value) => observed[value] = observed.GetValueOrDefault(value) + 1;

    private static (double Mean, double Variance, double Largest) Moments(Func<double> draw)
    {
        double sum = 0, squares = 0, largest = 0;
        for (int i = 0; i < Draws; i++)
        {
            double x = draw();
            sum += x;
            squares += x * x;
            largest = Math.Max(largest, x);
        }

        double mean = sum / Draws;
        return (mean, (squares / Draws) - (mean * mean), largest);
    }
}
