using System.Numerics;

namespace GpuCqa.Statistics;

/// <summary>The exact test of differences of pairs by turning their signs (Fisher): two-sided on |sum|.</summary>
public static class SignFlips
{
    /// <summary>Pairs whose signs are all enumerated.</summary>
    public const int MostPairs = 24;

    /// <summary>The smallest two-sided p of pairs, 2 / 2^n.</summary>
    public static double SmallestP(int pairs) => Math.Pow(2, 1 - pairs);

    /// <summary>Counts the sign vectors with as large an |sum|.</summary>
    /// <param name="differences">At most <see cref="MostPairs"/>.</param>
    /// <remarks>Gray code: one sign changes from one vector to the next; the sum is rebuilt every 1024 so that rounding does not gather.</remarks>
    public static LabelTest Test(IReadOnlyList<double> differences)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(differences.Count, MostPairs);
        double observed = Math.Abs(differences.Sum()), tie = observed - (1e-10 * differences.Sum(Math.Abs)), sum = 0;
        long total = 1L << differences.Count, count = 0, signs = 0;
        for (long i = 0; i < total; i++)
        {
            if (i > 0)
            {
                int bit = BitOperations.TrailingZeroCount(i);
                signs ^= 1L << bit;
                sum += (signs >> bit & 1) == 1 ? -2 * differences[bit] : 2 * differences[bit];
            }

            if ((i & 1023) == 0)
            {
                sum = 0;
                for (int d = 0; d < differences.Count; d++) sum += (signs >> d & 1) == 1 ? -differences[d] : differences[d];
            }

            if (Math.Abs(sum) >= tie) count++;
        }

        return new LabelTest(observed, count, total, true, SmallestP(differences.Count));
    }
}
