using System.Numerics;

namespace GpuCqa.Statistics;

/// <summary>The double next to a ratio of counts: a p that is 1/20 is 0.05, however large the counts.</summary>
internal static class ExactRatio
{
    public static double Of(BigInteger count, BigInteger total)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(count, total);
        return (double)(count / common) / (double)(total / common);
    }
}
