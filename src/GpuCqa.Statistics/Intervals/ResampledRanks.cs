using System.Numerics;
using System.Runtime.InteropServices;

namespace GpuCqa.Statistics;

/// <summary>Centred doubled midranks of one vector within every multiset of lots, as integers.</summary>
/// <remarks>
/// Walking the tie groups in ascending order, a group of g draws after P smaller ones has the centred doubled midrank 2P + g - n. All sums
/// stay below n(n^2-1)/3, so 16-bit lanes hold them.
/// </remarks>
internal static class ResampledRanks
{
    /// <summary>Lots grouped by equal value, ascending.</summary>
    public static int[][] TieGroups(double[] values)
    {
        int[] ranks = Midranks.Doubled(values);
        return Enumerable.Range(0, ranks.Length).GroupBy(lot => ranks[lot]).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
    }

    /// <summary>The fixed side: count times rank per lot and multiset, and the sum of squares per multiset.</summary>
    public static (short[][] Weighted, short[] Squares) Weight(LotMultisets multisets, int[][] groups)
    {
        int length = multisets.Weights.Length;
        short[][] weighted = new short[multisets.Lots][];
        for (int lot = 0; lot < weighted.Length; lot++) weighted[lot] = new short[length];
        short[] squares = new short[length];
        for (int m = 0; m < length; m++)
        {
            int passed = -multisets.Lots;
            foreach (int[] group in groups)
            {
                int drawn = 0;
                foreach (int lot in group) drawn += multisets.Counts[lot][m];
                int rank = passed + drawn;
                passed = rank + drawn;
                squares[m] += (short)(drawn * rank * rank);
                foreach (int lot in group) weighted[lot][m] = (short)(multisets.Counts[lot][m] * rank);
            }
        }

        return (weighted, squares);
    }

    /// <summary>The other side: covariance with the fixed side and sum of squares, per multiset.</summary>
    public static void Correlate(LotMultisets multisets, int[][] groups, short[][] weighted, short[] covariance, short[] squares)
    {
        for (int at = 0; at < covariance.Length; at += Vector<short>.Count)
        {
            var passed = new Vector<short>((short)-multisets.Lots);
            Vector<short> products = default, sum = default;
            foreach (int[] group in groups)
            {
                Vector<short> drawn = default, others = default;
                foreach (int lot in group)
                {
                    drawn += Load(multisets.Counts[lot], at);
                    others += Load(weighted[lot], at);
                }

                Vector<short> rank = passed + drawn;
                passed = rank + drawn;
                products += rank * others;
                sum += drawn * rank * rank;
            }

            products.CopyTo(covariance, at);
            sum.CopyTo(squares, at);
        }
    }

    private static Vector<short> Load(short[] values, int at) => Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)at);
}
