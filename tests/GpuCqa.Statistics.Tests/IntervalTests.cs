using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Statistics.Tests;

public class IntervalTests
{
    [Fact]
    public void SpearmanInterval_PerfectRho_LeavesTheInnerEndOpen()
    {
        Assert.Equal(new Interval(double.NaN, 1), SpearmanInterval.BonettWright(1, 8));
        Assert.Equal(new Interval(-1, double.NaN), SpearmanInterval.Fieller(-1, 8));
        Assert.Equal(Interval.Undefined, SpearmanInterval.BonettWright(0.5, 3));
        Assert.Equal(Interval.Undefined, SpearmanInterval.BonettWright(double.NaN, 11));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpearmanInterval.BonettWright(0.5, 8, 1));
    }

    [Fact]
    public void IdealBootstrap_WithTies_EqualsAllDraws()
    {
        double[] x = [0, 0, 0.3, 0.1, 0.2], y = [5, 1, 9, 9, 4];
        using var device = new CpuDevice(2);
        BootstrapResult result = IdealBootstrap.Run(device, [x], [y])[0][0];
        double sum = 0, squares = 0, middle = 0;
        int defined = 0;
        for (int code = 0; code < 3125; code++)
        {
            int[] draw = Enumerable.Range(0, 5).Select(i => code / (int)Math.Pow(5, i) % 5).ToArray();
            double rho = Spearman.Correlation(draw.Select(i => x[i]).ToArray(), draw.Select(i => y[i]).ToArray());
            if (double.IsNaN(rho)) continue;
            defined++;
            sum += rho;
            squares += rho * rho;
            middle += rho < result.Rho - 1e-10 ? 1 : rho <= result.Rho + 1e-10 ? 0.5 : 0;
        }

        Assert.Equal(126, result.Resamples);
        Assert.Equal(1 - defined / 3125.0, result.Dropped, 1e-14);
        Assert.Equal(sum / defined, result.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(squares / defined - sum / defined * (sum / defined)), result.StandardDeviation, 1e-12);
        Assert.Equal(middle / defined, result.Middle, 1e-12);
    }

    [Fact]
    public void IdealBootstrap_PerfectOrConstantOrFragile_SaysWhatIsUnknown()
    {
        double[] y = [1, 2, 3, 4, 5, 6];
        using var device = new CpuDevice(2);
        BootstrapResult[][] results = IdealBootstrap.Run(device, [y, [6, 5, 4, 3, 2, 1], [2, 2, 2, 2, 2, 2], [0, 0, 0, 0, 0, 1]], [y]);
        Assert.Equal(new Interval(double.NaN, 1), results[0][0].Bca);
        Assert.Equal(new Interval(-1, double.NaN), results[1][0].Bca);
        Assert.Equal(EstimateStatus.NotEstimable, results[2][0].Status);
        // Without its only non-zero lot the fraction is constant: no jackknife, so no BCa, but the percentile interval stands.
        Assert.True(double.IsNaN(results[3][0].Bca.Low));
        Assert.False(double.IsNaN(results[3][0].Percentile.Low));
    }

    [Fact]
    public void IdealBootstrap_ThreadsAndCompany_DoNotChangeBits()
    {
        double[] y = [412, 655, 980, 701, 1120, 560, 388, 1015, 845], x = [3, 1, 4, 1, 5, 9, 2, 6, 5], z = [2, 7, 1, 8, 2, 8, 1, 8, 2];
        using var one = new ReferenceDevice();
        using var two = new CpuDevice(2);
        BootstrapResult alone = IdealBootstrap.Run(one, [x], [y])[0][0], together = IdealBootstrap.Run(two, [z, x, z], [z, y])[1][1];
        Assert.Equal(alone, together);
        double[] many = Enumerable.Range(0, 13).Select(i => (double)i).ToArray();
        Assert.Throws<InvalidParameterException>(() => IdealBootstrap.Run(one, [many], [many]));
    }

    [Fact]
    public void SeededBootstrap_ManyResamples_ApproachesTheIdealOne()
    {
        double[] x = [0.031, 0.058, 0.102, 0.044, 0.127, 0.089, 0.019], y = [412, 655, 980, 701, 1120, 560, 388];
        using var device = new CpuDevice(2);
        BootstrapResult ideal = IdealBootstrap.Run(device, [x], [y])[0][0], drawn = SeededBootstrap.Run(x, y, 50_000, 3);
        Assert.Equal(ideal.Mean, drawn.Mean, 0.005);
        Assert.Equal(ideal.StandardDeviation, drawn.StandardDeviation, 0.005);
        Assert.Equal(ideal.Acceleration, drawn.Acceleration, 1e-12);
        Assert.Equal(drawn, SeededBootstrap.Run(x, y, 50_000, 3));
        Assert.NotEqual(drawn.Mean, SeededBootstrap.Run(x, y, 50_000, 4).Mean);
        Assert.Throws<InvalidParameterException>(() => SeededBootstrap.Run(x, y, 0, 1));
    }
}
