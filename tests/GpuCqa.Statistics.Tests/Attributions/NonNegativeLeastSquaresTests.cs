using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests.Attributions;

public class NonNegativeLeastSquaresTests
{
    [Fact]
    public void Solve_RandomProblems_AreTheBestOfAllSubsets()
    {
        ulong seed = (ulong)Random.Shared.Next();
        var random = new Philox(seed, RandomPurpose.Test);
        var solver = new NonNegativeLeastSquares(5);
        for (int c = 0; c < 300; c++)
        {
            double[][] columns = [.. Enumerable.Range(0, 5).Select(_ => new double[8])];
            double[] y = new double[8];
            for (int l = 0; l < 8; l++)
            {
                foreach (double[] column in columns) column[l] = random.NextNormal();
                y[l] = 3 * random.NextNormal();
            }

            double[] b = Solve(solver, columns, y, again: c % 3 != 0);
            Assert.All(b, v => Assert.True(v >= 0));
            double best = Enumerable.Range(0, 32).Min(s => Best(columns, y, s));
            Assert.True(Squares(columns, y, b) <= best * (1 + 1e-9), $"seed {seed}, problem {c}: {Squares(columns, y, b)} against {best}");
        }
    }

    [Fact]
    public void Solve_NineLotsOfSixShares_AgreesWithScipy()
    {
        // scipy 1.10.1, optimize.nnls.
        double[] b = Solve(new NonNegativeLeastSquares(6), Predictions.PredictionData.Features.Values, Predictions.PredictionData.Readout, again: false);
        double[] expected = [152.9594823233933, 99.21203543090822, 574.0249202532135, 88.9047473988357, 0, 65.99646823595221];
        Assert.All(expected.Zip(b), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    [Fact]
    public void Solve_ColumnThatIsTwice_TakesOneOfThem()
    {
        double[][] columns = [[1, 2, 3, 4], [1, 2, 3, 4], [1, 1, 0, 1]];
        double[] y = [2, 4, 6.5, 8];
        double[] b = Solve(new NonNegativeLeastSquares(3), columns, y, again: false);
        Assert.All(b, v => Assert.True(v >= 0 && double.IsFinite(v)));
        Assert.True(Squares(columns, y, b) <= Enumerable.Range(0, 4).Min(s => Best([columns[0], columns[2]], y, s)) * (1 + 1e-9));
    }

    [Fact]
    public void Solve_EveryColumnAgainstTheReadout_IsZero()
    {
        Assert.Equal([0, 0], Solve(new NonNegativeLeastSquares(2), [[1, 1, 1], [0, 1, 2]], [-1, -2, -3], again: false));
    }

    internal static double[] Solve(NonNegativeLeastSquares solver, double[][] columns, double[] y, bool again)
    {
        double[] b = new double[columns.Length];
        solver.Solve([.. columns.SelectMany(p => columns.Select(q => Dot(p, q)))], [.. columns.Select(p => Dot(p, y))], Dot(y, y), b, again);
        return b;
    }

    private static double Best(double[][] columns, double[] y, int subset)
    {
        double[][] chosen = [.. columns.Where((_, k) => (subset >> k & 1) != 0)];
        if (chosen.Length == 0) return Dot(y, y);
        double[] own = SymmetricSystem.Factor([.. chosen.Select(p => chosen.Select(q => Dot(p, q)).ToArray())]).Solve([.. chosen.Select(p => Dot(p, y))]);
        return own.Any(v => v < 0) ? double.PositiveInfinity : Squares(chosen, y, own);
    }

    private static double Squares(double[][] columns, double[] y, double[] b) => y.Select((v, l) => Math.Pow(v - columns.Select((c, k) => c[l] * b[k]).Sum(), 2)).Sum();

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
