using System.Numerics;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>The ways in which lots could have been before and after: lots change places, never cells. Of pairs, the two lots of a pair.</summary>
/// <remarks>A labelling is a mask, bit l set when lot l counts as after; the first one is the lots' own. All are enumerated where they are few enough.</remarks>
public sealed class LotLabels
{
    /// <summary>Lots that can be exchanged.</summary>
    public const int MostLots = 64;

    private LotLabels(int lots, ulong[] masks, bool exact, bool mirrored, bool paired)
    {
        Lots = lots;
        Masks = masks;
        Exact = exact;
        Mirrored = mirrored;
        Paired = paired;
    }

    /// <summary>Lots.</summary>
    public int Lots { get; }

    /// <summary>The labellings, the observed one first.</summary>
    public IReadOnlyList<ulong> Masks { get; }

    /// <summary>Whether all labellings are there.</summary>
    public bool Exact { get; }

    /// <summary>Whether every labelling's mirror image is one too; a statistic that does not tell before from after is the same for both.</summary>
    public bool Mirrored { get; }

    /// <summary>Whether lots change places within pairs only.</summary>
    public bool Paired { get; }

    /// <summary>The smallest p of a statistic that does not tell before from after.</summary>
    public double SmallestP => Exact ? (Mirrored ? 2.0 : 1.0) / Masks.Count : 1.0 / Masks.Count;

    /// <summary>Labellings of two groups of lots.</summary>
    /// <param name="after">Whether each lot is after the change; both occur.</param>
    /// <param name="mostExact">Up to so many labellings all are taken.</param>
    /// <param name="draws">Labellings drawn where there are more.</param>
    /// <param name="seed">Of the draws.</param>
    public static LotLabels OfGroups(IReadOnlyList<bool> after, long mostExact = 1_000_000, int draws = 99_999, ulong seed = 1)
    {
        int n = after.Count, a = after.Count(v => v);
        Require(n);
        if (a == 0 || a == n) throw new PreconditionException("Lots before and after the change are needed.");
        ulong observed = MaskOf(after);
        BigInteger all = Choose(n, a);
        if (all <= mostExact)
        {
            var masks = new List<ulong>((int)all) { observed };
            ulong mask = (1UL << a) - 1, end = n == 64 ? ulong.MaxValue : (1UL << n) - 1;
            for (long i = 0; i < (long)all; i++)
            {
                if (mask != observed) masks.Add(mask);
                // The next number with as many bits (Gosper).
                ulong low = mask & (~mask + 1), high = mask + low;
                if (high == 0 || high > end) break;
                mask = high | (((mask ^ high) / low) >> 2);
            }

            return new LotLabels(n, [.. masks], true, 2 * a == n, false);
        }

        var drawn = new ulong[draws + 1];
        drawn[0] = observed;
        var random = new Philox(seed, RandomPurpose.Permutation);
        int[] order = [.. Enumerable.Range(0, n)];
        for (int d = 1; d <= draws; d++)
        {
            ulong mask = 0;
            for (int i = 0; i < a; i++)
            {
                int j = i + random.NextInt32(n - i);
                (order[i], order[j]) = (order[j], order[i]);
                mask |= 1UL << order[i];
            }

            drawn[d] = mask;
        }

        return new LotLabels(n, drawn, false, 2 * a == n, false);
    }

    /// <summary>Labellings of pairs: lot 2 i before and lot 2 i + 1 after of pair i, each pair turned or not.</summary>
    /// <param name="pairs">Pairs, 1 at least.</param>
    /// <param name="mostExact">Up to so many labellings all are taken.</param>
    /// <param name="draws">Labellings drawn where there are more.</param>
    /// <param name="seed">Of the draws.</param>
    public static LotLabels OfPairs(int pairs, long mostExact = 1_000_000, int draws = 99_999, ulong seed = 1)
    {
        Require(2 * pairs);
        ulong mask(ulong turned)
        {
            ulong m = 0;
            for (int i = 0; i < pairs; i++) m |= 1UL << ((2 * i) + ((turned >> i & 1) == 0 ? 1 : 0));
            return m;
        }

        if (pairs < 40 && 1L << pairs <= mostExact)
            return new LotLabels(2 * pairs, [.. Enumerable.Range(0, 1 << pairs).Select(t => mask((ulong)t))], true, true, true);
        var random = new Philox(seed, RandomPurpose.Permutation);
        var masks = new ulong[draws + 1];
        masks[0] = mask(0);
        for (int d = 1; d <= draws; d++) masks[d] = mask(random.NextUInt64());
        return new LotLabels(2 * pairs, masks, false, true, true);
    }

    /// <summary>Tests a statistic that is large when before and after differ.</summary>
    public LabelTest Test(Func<ulong, double> statistic)
    {
        double[] values = new double[Masks.Count];
        for (int i = 0; i < values.Length; i++) values[i] = statistic(Masks[i]);
        return LabelTest.Of(values, this);
    }

    private static ulong MaskOf(IReadOnlyList<bool> after)
    {
        ulong mask = 0;
        for (int l = 0; l < after.Count; l++) mask |= after[l] ? 1UL << l : 0;
        return mask;
    }

    private static BigInteger Choose(int n, int k)
    {
        BigInteger c = 1;
        for (int i = 1; i <= k; i++) c = c * (n - k + i) / i;
        return c;
    }

    private static void Require(int lots)
    {
        if (lots > MostLots) throw new PreconditionException($"At most {MostLots} lots can change places; here are {lots}.");
    }
}
