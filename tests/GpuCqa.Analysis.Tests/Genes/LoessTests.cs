using GpuCqa.Analysis.Genes;
using Xunit;

namespace GpuCqa.Analysis.Tests.Genes;

public class LoessTests
{
    [Fact]
    public void Fit_QuadraticData_IsReproduced()
    {
        double[] x = Enumerable.Range(0, 200).Select(i => i * 0.05).ToArray();
        double[] y = x.Select(v => 3 - (2 * v) + (0.5 * v * v)).ToArray();
        double[] fitted = Loess.Fit(x, y, 0.3);
        for (int i = 0; i < x.Length; i++) Assert.Equal(y[i], fitted[i], 1e-10);
    }



    [Fact]
    public void Fit_ShuffledPointsWithTies_GivesTheSameCurve()
    {
        double[] x = [1, 2, 2, 2, 3, 4, 5, 5, 6, 7, 8, 9, 9, 9, 10, 11, 12, 13, 14, 15];
        double[] y = x.Select((v, i) => Math.Sin(v) + (0.01 * i)).ToArray();
        double[] fitted = Loess.Fit(x, y, 0.5);
        int[] order = Enumerable.Range(0, x.Length).OrderBy(i => (i * 7) % 20).ToArray();
        double[] shuffled = Loess.Fit(order.Select(i => x[i]).ToArray(), order.Select(i => y[i]).ToArray(), 0.5);
        for (int i = 0; i < order.Length; i++) Assert.Equal(fitted[order[i]], shuffled[i], 1e-9);
    }

    [Fact]
    public void Fit_WindowTooSmall_Throws() => Assert.Throws<ArgumentException>(() => Loess.Fit([1, 2, 3], [1, 2, 3], 0.3));
}
