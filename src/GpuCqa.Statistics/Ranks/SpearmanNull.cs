using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The exact permutation distribution of the rank covariance of one pair, as counts of orders.</summary>
/// <remarks>
/// Level-wise dynamic programme over multisets of used ranks (domain 2.1, algorithm A): a state says how many lots of each distinct rank of
/// the second side have been given to the first k lots of the first side, and holds the histogram of partial sums. Equal ranks share a
/// state and enter with their multiplicity, so that ties make it cheaper. At most 2^n states of a few hundred counts.
/// </remarks>
public sealed class SpearmanNull
{
    /// <summary>Largest number of lots: 18! still fits a 64-bit count and the states fit in memory.</summary>
    public const int MaximumLots = 18;

    private readonly long[] counts;
    private readonly long first;
    private readonly long step;

    private SpearmanNull(long[] counts, long first, long step)
    {
        this.counts = counts;
        this.first = first;
        this.step = step;
        Orders = counts.Sum();
    }

    /// <summary>All orders, n!.</summary>
    public long Orders { get; }

    /// <summary>The values that the covariance of centred doubled midranks takes, ascending, each with its number of orders.</summary>
    public IEnumerable<(long Covariance, long Orders)> Atoms =>
        counts.Select((count, i) => (first + i * step, count)).Where(atom => atom.count > 0);

    /// <summary>The distribution for two vectors of centred doubled midranks, both of which vary.</summary>
    /// <exception cref="InvalidParameterException">When a vector is constant, the lengths differ, or there are more than <see cref="MaximumLots"/> lots.</exception>
    public static SpearmanNull Of(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        if (x.Length > MaximumLots) throw new InvalidParameterException($"The exact null distribution of one pair is enumerated up to {MaximumLots} lots; found {x.Length}.");
        RankCorrelation correlation = x.Length == y.Length ? RankCorrelation.Of(x, y) : default;
        if (correlation.Status == EstimateStatus.NotEstimable) throw new InvalidParameterException("The null distribution needs two vectors of the same lots that both vary.");
        RankLattice a = RankLattice.Of(x);
        RankLattice b = RankLattice.Of(y);
        (long[] counts, long smallest) = new RankAssignment(a.Values, b.Values).Histogram();
        // Sum (a0 + sa a')(b0 + sb b') is affine in sum a'b'.
        long constant = (long)x.Length * a.Origin * b.Origin + (long)a.Origin * b.Step * b.Values.Sum() + (long)b.Origin * a.Step * a.Values.Sum();
        long scale = (long)a.Step * b.Step;
        return new SpearmanNull(counts, constant + scale * smallest, scale);
    }

    /// <summary>Orders whose covariance is at least <paramref name="covariance"/>.</summary>
    public long CountAtLeast(long covariance) => Count(value => value >= covariance);

    /// <summary>Orders whose covariance is at most <paramref name="covariance"/>.</summary>
    public long CountAtMost(long covariance) => Count(value => value <= covariance);

    /// <summary>Orders whose covariance is at least as far from zero as <paramref name="covariance"/>.</summary>
    public long CountAsExtreme(long covariance) => Count(value => Math.Abs(value) >= Math.Abs(covariance));

    private long Count(Func<long, bool> counted)
    {
        long total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counted(first + i * step)) total += counts[i];
        }

        return total;
    }
}
