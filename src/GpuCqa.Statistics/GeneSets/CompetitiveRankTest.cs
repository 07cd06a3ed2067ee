namespace GpuCqa.Statistics;

/// <summary>Whether the genes of a set differ more, in one direction, than the other tested genes, with the lots as replicates.</summary>
/// <remarks>
/// CAMERA's rank test (Wu and Smyth 2012; limma's camera with use.ranks and estimated correlation): the rank sum of the genes' moderated t, with the variance that genes have which go
/// up and down together from lot to lot. The correlation is the set's own, from the residuals over lots, and negative ones count as 0; the statistic is judged by Student's t with as
/// many degrees of freedom as lots less one, so that few lots cannot give a small p.
/// </remarks>
public sealed class CompetitiveRankTest
{
    private readonly double[] ranks, residuals;
    private readonly double ties;
    private readonly int lots;

    /// <summary>Ranks the genes.</summary>
    /// <param name="comparison">Differences of every tested gene within lots, tested.</param>
    public CompetitiveRankTest(PseudobulkComparison comparison)
    {
        PairedModeratedT test = comparison.Test ?? throw new ArgumentException("No gene is tested.", nameof(comparison));
        lots = comparison.Lots;
        (ranks, ties) = Ranked(test.T);
        residuals = new double[comparison.Differences.Length];
        for (int g = 0; g < ranks.Length; g++)
        {
            double scale = 1 / Math.Sqrt(Math.Max(test.Variances[g], 1e-8));
            for (int l = 0; l < lots; l++) residuals[(g * lots) + l] = (comparison.Differences[(g * lots) + l] - test.Means[g]) * scale;
        }
    }

    /// <summary>Tests a set.</summary>
    /// <param name="set">The set's genes, indices into the tested genes, each once; at least one, and not all.</param>
    public CompetitiveRank Of(ReadOnlySpan<int> set)
    {
        int size = set.Length, others = ranks.Length - size;
        double rankSum = 0;
        Span<double> sums = lots <= 512 ? stackalloc double[lots] : new double[lots];
        sums.Clear();
        foreach (int g in set)
        {
            rankSum += ranks[g];
            ReadOnlySpan<double> row = residuals.AsSpan(g * lots, lots);
            for (int l = 0; l < row.Length; l++) sums[l] += row[l];
        }

        double squares = 0;
        foreach (double s in sums) squares += s / size * (s / size);
        double inflation = size * squares / (lots - 1), correlation = size > 1 ? (inflation - 1) / (size - 1) : 0;
        double used = Math.Max(0, correlation), n1 = size, n2 = others, n = ranks.Length;
        double variance = used == 0 ? n1 * n2 * (n + 1) / 12
            : ((Math.Asin(1) * n1 * n2) + (Math.Asin(0.5) * n1 * n2 * (n2 - 1)) + (Math.Asin(used / 2) * n1 * (n1 - 1) * n2 * (n2 - 1)) + (Math.Asin((used + 1) / 2) * n1 * (n1 - 1) * n2)) / (2 * Math.PI);
        variance *= 1 - ties;
        // Large where the set ranks low.
        double u = (n1 * n2) + (n1 * (n1 + 1) / 2) - rankSum, mean = n1 * n2 / 2, freedom = Math.Min(lots - 1, ranks.Length - 2);
        double down = StudentDistribution.Upper((u - 0.5 - mean) / Math.Sqrt(variance), freedom), up = StudentDistribution.Upper(-(u + 0.5 - mean) / Math.Sqrt(variance), freedom);
        return new CompetitiveRank(up < down, Math.Min(1, 2 * Math.Min(up, down)), correlation);
    }

    // Average ranks, and the share of the variance that ties take.
    private static (double[] Ranks, double Ties) Ranked(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        double[] ranks = new double[values.Length];
        double n = values.Length, ties = 0;
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && values[order[to]] == values[order[from]];) to++;
            for (int i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2.0;
            double same = to - from;
            ties += same * (same + 1) * (same - 1);
        }

        return (ranks, ties / (n * (n + 1) * (n - 1)));
    }
}
