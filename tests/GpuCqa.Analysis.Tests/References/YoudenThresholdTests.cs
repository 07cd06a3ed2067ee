using GpuCqa.Analysis.References;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.References;

public class YoudenThresholdTests
{
    [Fact]
    public void Cut_OfAnyCells_IsAsGoodAsTheBestOfAll() => Seeds.Each(seed =>
    {
        var random = new Philox(seed, RandomPurpose.Test);
        for (int trial = 0; trial < 50; trial++)
        {
            int n = 4 + random.NextInt32(60);
            bool[] inside = [.. Enumerable.Range(0, n).Select(i => i == 0 || (i > 1 && random.NextInt32(3) == 0))];
            double[] values = [.. inside.Select(m => Math.Log(1 + random.NextInt32(m ? 9 : 5)))];
            double threshold = YoudenThreshold.Of(values, inside);
            if (values.Distinct().Count() == 1) continue;
            double best = values.Distinct().Where(v => v < values.Max()).Max(v => Index(values, inside, v));
            Close.Relative(best, Index(values, inside, threshold), 1e-12, 1e-12);
            // Half way between two levels, so that a value as seen in training is never at the cut.
            Assert.DoesNotContain(threshold, values);
        }
    });

    [Fact]
    public void Cut_OfAPerfectMarker_IsHalfWay() => Assert.Equal(2.5, YoudenThreshold.Of([0, 3, 2, 5, 0], [false, true, false, true, false]));

    private static double Index(double[] values, bool[] inside, double cut) =>
        (values.Where((v, i) => inside[i] && v > cut).Count() / (double)inside.Count(i => i)) - (values.Where((v, i) => !inside[i] && v > cut).Count() / (double)inside.Count(i => !i));
}
