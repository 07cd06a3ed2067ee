using System.Numerics;

namespace GpuCqa.Statistics;

/// <summary>All ways to draw n lots from n with replacement, as multisets with their number of draws.</summary>
/// <remarks>Laid out lot by lot, so that one vector instruction serves many multisets; the tail is padded with empty multisets of no weight.</remarks>
internal sealed class LotMultisets
{
    private int filled;

    /// <summary>Enumerates the C(2n - 1, n) multisets.</summary>
    public LotMultisets(int lots)
    {
        Lots = lots;
        Number = (int)Choose(2 * lots - 1, lots);
        int padded = (Number + Vector<short>.Count - 1) / Vector<short>.Count * Vector<short>.Count;
        Weights = new long[padded];
        Counts = new short[lots][];
        for (int i = 0; i < lots; i++) Counts[i] = new short[padded];
        Fill(new short[lots], 0, lots, 1);
    }

    /// <summary>Number of lots.</summary>
    public int Lots { get; }

    /// <summary>Number of multisets.</summary>
    public int Number { get; }

    /// <summary>Lots x multisets: how often the lot is in the multiset.</summary>
    public short[][] Counts { get; }

    /// <summary>Draws that give the multiset, n! / prod(c!); they sum to n^n.</summary>
    public long[] Weights { get; }

    private void Fill(short[] chosen, int lot, int left, long weight)
    {
        if (lot == Lots - 1)
        {
            chosen[lot] = (short)left;
            for (int i = 0; i < Lots; i++) Counts[i][filled] = chosen[i];
            Weights[filled++] = weight;
            return;
        }

        for (int c = 0; c <= left; c++)
        {
            chosen[lot] = (short)c;
            Fill(chosen, lot + 1, left - c, weight * Choose(left, c));
        }
    }

    private static long Choose(int n, int k)
    {
        long result = 1;
        for (int i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return result;
    }
}
