using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>How much more the lots vary than cells drawn at random would.</summary>
public static class Overdispersion
{
    /// <summary>Intra-class correlation by analysis of variance, (MSB - MSW) / (MSB + (n0 - 1) MSW); may be negative.</summary>
    /// <param name="counts">Cells of the cluster, per lot.</param>
    /// <param name="cells">Cells, per lot.</param>
    /// <exception cref="InvalidParameterException">When lengths differ or a count is out of range.</exception>
    public static AnovaSpread Anova(ReadOnlySpan<long> counts, ReadOnlySpan<long> cells)
    {
        var data = new LotCounts(counts.ToArray(), cells.ToArray());
        double pooled = data.PooledShare, total = data.Cells, between = 0, within = 0, squares = 0;
        for (int i = 0; i < data.Lots; i++)
        {
            double n = data.CellsOf(i), share = data.Count(i) / n;
            between += n * (share - pooled) * (share - pooled);
            within += n * share * (1 - share);
            squares += n * n;
        }

        double meanBetween = between / (data.Lots - 1), meanWithin = within / (total - data.Lots);
        double size = (total - squares / total) / (data.Lots - 1);
        return new AnovaSpread(pooled, meanBetween, meanWithin, size, (meanBetween - meanWithin) / (meanBetween + (size - 1) * meanWithin));
    }

    /// <summary>Pearson's test of equal shares in all lots.</summary>
    /// <param name="counts">Cells of the cluster, per lot.</param>
    /// <param name="cells">Cells, per lot.</param>
    /// <exception cref="InvalidParameterException">When lengths differ, a count is out of range, or the cluster holds no cell or every cell.</exception>
    public static PearsonSpread Pearson(ReadOnlySpan<long> counts, ReadOnlySpan<long> cells)
    {
        var data = new LotCounts(counts.ToArray(), cells.ToArray());
        double p = data.PooledShare, sum = 0;
        if (p is 0 or 1) throw new InvalidParameterException("The overdispersion test needs a cluster that holds some but not all cells.");
        for (int i = 0; i < data.Lots; i++)
        {
            double deviation = data.Count(i) - data.CellsOf(i) * p;
            sum += deviation * deviation / (data.CellsOf(i) * p * (1 - p));
        }

        int freedom = data.Lots - 1;
        return new PearsonSpread(sum, freedom, sum / freedom, IncompleteGamma.Upper(0.5 * freedom, 0.5 * sum));
    }
}
