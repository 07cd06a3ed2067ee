using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Statistics.Tests.Potency;

public class CurveFittingTests
{
    private static readonly double[] Concentrations = [0, 0, 15.6, 15.6, 31.2, 31.2, 62.5, 62.5, 125, 125, 250, 250, 500, 500, 1000, 1000];
    private static readonly double[] Responses = [0.051, 0.055, 0.098, 0.104, 0.148, 0.155, 0.262, 0.251, 0.466, 0.480, 0.835, 0.86, 1.38, 1.42, 1.98, 1.93];

    [Fact]
    public void Concentration_VectorPot01_Agrees()
    {
        var curve = new FourParameterCurve(0.05, 1.2, 450, 2.8);
        double[] expected = [66.05096704299318, 264.19327829186824, 945.5105246466969], responses = [0.3, 1.0, 2.0];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(1, curve.Concentration(responses[i]) / expected[i], 1e-9);
            Assert.Equal(responses[i], curve.Response(expected[i]), 1e-9);
        }

        Assert.Equal(0, curve.Concentration(0.04));
        Assert.Equal(double.PositiveInfinity, curve.Concentration(2.8));
    }

    // R 4.2.2, nls with weights mean(y)^-power: a, b, c, d, weighted squares, variance of ln c.
    [Theory]
    [InlineData(0, 0.058278519966781, 1.192913941099214, 547.306976483071253, 2.881823060387696, 0.0028453773850432, 0.004469305754534)]
    [InlineData(1, 0.054374930426485, 1.156505176268586, 586.579198491250509, 2.990360780944826, 0.0032068506931028, 0.00395281141489)]
    [InlineData(2, 0.053287676467758, 1.126742386359439, 646.493274042101234, 3.149876090993495, 0.010211339409405, 0.00937728288952)]
    public void Fit_PlateOfDuplicates_AgreesWithR(int power, double a, double b, double c, double d, double squares, double variance)
    {
        CurveFit fit = CurveFitting.Fit(Concentrations, Responses, Weights(Responses, power));
        Assert.Equal(1, fit.Curve.A / a, 1e-6);
        Assert.Equal(1, fit.Curve.B / b, 1e-6);
        Assert.Equal(1, fit.Curve.C / c, 1e-6);
        Assert.Equal(1, fit.Curve.D / d, 1e-6);
        Assert.Equal(1, fit.WeightedSquares / squares, 1e-9);
        Assert.Equal(1, fit.Covariance[3][3] / variance, 1e-5);
        Assert.Equal(12, fit.Freedom);
        Assert.False(fit.Extrapolated);
    }

    [Fact]
    public void Fit_RandomPlates_IsAsGoodAsTheBestOfAGrid()
    {
        ulong seed = (ulong)Random.Shared.Next();
        var random = new Philox(seed, RandomPurpose.Test);
        for (int plate = 0; plate < 12; plate++)
        {
            var truth = new FourParameterCurve(0.05 + (0.1 * random.NextDouble()), 0.6 + (2 * random.NextDouble()), 50 + (700 * random.NextDouble()), 1.5 + (2 * random.NextDouble()));
            double[] y = [.. Concentrations.Select(x => truth.Response(x) * Math.Exp(0.05 * random.NextNormal()))], w = Weights(y, plate % 3);
            CurveFit fit = CurveFitting.Fit(Concentrations, y, w);
            double best = BestOfGrid(y, w);
            Assert.True(fit.WeightedSquares <= best * (1 + 1e-7), $"seed {seed}, plate {plate}: {fit.WeightedSquares} against {best}");
        }
    }

    [Fact]
    public void Fit_FallingSignal_HasTheSameSlopeAndMiddle()
    {
        // A competitive assay: less signal the more analyte.
        CurveFit rising = CurveFitting.Fit(Concentrations, Responses, Weights(Responses, 0)), falling = CurveFitting.Fit(Concentrations, [.. Responses.Select(y => 4 - y)], Weights(Responses, 0));
        Assert.Equal(rising.Curve.B, falling.Curve.B, 1e-6);
        Assert.Equal(1, falling.Curve.C / rising.Curve.C, 1e-6);
        Assert.Equal(4 - rising.Curve.A, falling.Curve.A, 1e-8);
    }

    [Fact]
    public void Fit_StandardsWithoutABend_AreSaidToBeAPart()
    {
        // No bend: the upper asymptote and the mid-point are anywhere.
        double[] x = [0, 1, 2, 3, 4, 5, 6, 7], y = [.. x.Select(v => 0.1 + (0.2 * v * v))];
        Assert.True(CurveFitting.Fit(x, y, [.. x.Select(_ => 1.0)]).Extrapolated);
    }

    private static double[] Weights(double[] y, int power) => [.. Concentrations.Select(x => Math.Pow(Concentrations.Zip(y).Where(p => p.First == x).Average(p => p.Second), -power))];

    // Slope and mid-point by refined grids, asymptotes by two-by-two least squares for each.
    private static double BestOfGrid(double[] y, double[] w)
    {
        double b0 = Math.Log(0.05), b1 = Math.Log(50), c0 = Math.Log(0.1), c1 = Math.Log(1e5), best = double.PositiveInfinity;
        for (int round = 0; round < 12; round++)
        {
            (double B, double C) at = default;
            double db = (b1 - b0) / 40, dc = (c1 - c0) / 40;
            for (int i = 0; i <= 40; i++)
            {
                for (int j = 0; j <= 40; j++)
                {
                    double b = b0 + (i * db), c = c0 + (j * dc), squares = Linear(y, w, Math.Exp(b), Math.Exp(c));
                    if (squares < best) (best, at) = (squares, (b, c));
                }
            }

            if (at == default) break;
            (b0, b1, c0, c1) = (at.B - (4 * db), at.B + (4 * db), at.C - (4 * dc), at.C + (4 * dc));
        }

        return best;
    }

    private static double Linear(double[] y, double[] w, double b, double c)
    {
        double[] p = [.. Concentrations.Select(x => 1 / (1 + Math.Pow(x / c, b)))];
        double pp = 0, pq = 0, qq = 0, py = 0, qy = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double q = 1 - p[i];
            pp += w[i] * p[i] * p[i];
            pq += w[i] * p[i] * q;
            qq += w[i] * q * q;
            py += w[i] * p[i] * y[i];
            qy += w[i] * q * y[i];
        }

        double determinant = (pp * qq) - (pq * pq);
        if (determinant < 1e-12 * pp * qq) return double.PositiveInfinity;
        double a = ((qq * py) - (pq * qy)) / determinant, d = ((pp * qy) - (pq * py)) / determinant;
        return y.Select((v, i) => w[i] * Math.Pow(v - (a * p[i]) - (d * (1 - p[i])), 2)).Sum();
    }
}
