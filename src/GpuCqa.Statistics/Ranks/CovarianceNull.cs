using GpuCqa.Compute;

namespace GpuCqa.Statistics;

/// <summary>The upper tail of the rank covariance of one pair over the orders of its lots: all of them where they can be counted, drawn ones elsewhere.</summary>
internal sealed class CovarianceNull
{
    private readonly long[] values;
    private readonly long[] atLeast;

    private CovarianceNull(bool exact, long[] values, long[] counts)
    {
        IsExact = exact;
        this.values = values;
        Counts = counts;
        atLeast = new long[values.Length];
        long running = 0;
        for (int i = values.Length - 1; i >= 0; i--) atLeast[i] = running += counts[i];
        Orders = running;
    }

    /// <summary>Whether every order is counted.</summary>
    public bool IsExact { get; }

    /// <summary>Orders counted, n!, or drawn.</summary>
    public long Orders { get; }

    /// <summary>Covariances that occur, ascending.</summary>
    public IReadOnlyList<long> Values => values;

    /// <summary>Orders of each covariance.</summary>
    public long[] Counts { get; }

    /// <summary>The distribution for two vectors of centred doubled midranks that both vary.</summary>
    public static CovarianceNull Of(int[] x, int[] y, long drawn, ulong seed, int exactLots = SpearmanNull.MaximumLots)
    {
        if (x.Length <= exactLots)
        {
            (long Covariance, long Orders)[] atoms = [.. SpearmanNull.Of(x, y).Atoms];
            return new CovarianceNull(true, [.. atoms.Select(a => a.Covariance)], [.. atoms.Select(a => a.Orders)]);
        }

        PermutationPlan plan = PermutationPlan.MonteCarlo(x.Length, drawn, seed);
        var counts = new SortedDictionary<long, long>();
        for (int block = 0; block < plan.Blocks; block++)
        {
            foreach (int[] order in plan.Draw(block))
            {
                long covariance = 0;
                for (int i = 0; i < order.Length; i++) covariance += (long)x[i] * y[order[i]];
                counts[covariance] = counts.GetValueOrDefault(covariance) + 1;
            }
        }

        return new CovarianceNull(false, [.. counts.Keys], [.. counts.Values]);
    }

    /// <summary>Orders with a covariance of at least this.</summary>
    public long CountAtLeast(long covariance)
    {
        int at = Array.BinarySearch(values, covariance);
        if (at < 0) at = ~at;
        return at == values.Length ? 0 : atLeast[at];
    }

    /// <summary>One-sided p of a covariance: count / orders, or (count + 1) / (drawn + 1) since the observed order is one of the possible ones (Phipson and Smyth 2010).</summary>
    public double P(long covariance) => IsExact ? (double)CountAtLeast(covariance) / Orders : (CountAtLeast(covariance) + 1.0) / (Orders + 1.0);

    /// <summary>Smallest covariance with p of at most alpha; null where even the largest has more.</summary>
    public long? Critical(double alpha)
    {
        long? critical = null;
        for (int i = values.Length - 1; i >= 0 && P(values[i]) <= alpha; i--) critical = values[i];
        return critical;
    }
}
