namespace GpuCqa.Statistics;

/// <summary>Counts of one cluster against those of the other cells, lot by lot: the difference in log2 counts per million of every gene that has counts enough, tested over lots.</summary>
/// <remarks>
/// The sums of a lot's cells on either side are two libraries. Their depths, over the tested genes, are brought to each other by the trimmed mean of M values within the lot; nothing is
/// compared between lots but differences, so that what shifts a whole lot (donor, batch, depth) falls out.
/// </remarks>
public sealed record PseudobulkComparison
{
    /// <summary>The tested genes, ascending.</summary>
    public required int[] Genes { get; init; }

    /// <summary>Number of lots.</summary>
    public required int Lots { get; init; }

    /// <summary>Tested genes x lots, log2 counts per million in the cluster less in the rest, row by row.</summary>
    public required double[] Differences { get; init; }

    /// <summary>Factor of the cluster's depth against the rest, per lot.</summary>
    public required double[] Factors { get; init; }

    /// <summary>Mean log2 counts per million over both sides and all lots, per tested gene.</summary>
    public required double[] MeanLevels { get; init; }

    /// <summary>The test of every tested gene; null where no gene is tested.</summary>
    public required PairedModeratedT? Test { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="cluster">Sums of counts of the cluster's cells, one array a lot and one value a gene.</param>
    /// <param name="rest">The same of the lot's other cells.</param>
    public static PseudobulkComparison Of(IReadOnlyList<double[]> cluster, IReadOnlyList<double[]> rest)
    {
        int lots = cluster.Count;
        int[] genes = CountFilter.Tested([.. cluster, .. rest]);
        double[] factors = new double[lots], depths = new double[2 * lots];
        var narrow = new double[2 * lots][];
        for (int l = 0; l < lots; l++)
        {
            narrow[l] = Array.ConvertAll(genes, g => cluster[l][g]);
            narrow[lots + l] = Array.ConvertAll(genes, g => rest[l][g]);
            factors[l] = TrimmedMeanFactor.Of(narrow[l], narrow[lots + l]);
            // Of both sides together the factors multiply to 1.
            depths[l] = Sum(narrow[l]) * Math.Sqrt(factors[l]);
            depths[lots + l] = Sum(narrow[lots + l]) / Math.Sqrt(factors[l]);
        }

        double mean = Sum(depths) / depths.Length;
        LogCountsPerMillion[] scales = Array.ConvertAll(depths, d => LogCountsPerMillion.Of(d, mean));
        double[] differences = new double[(long)genes.Length * lots], levels = new double[genes.Length];
        for (int l = 0; l < lots; l++)
        {
            double[] own = narrow[l], other = narrow[lots + l];
            for (int g = 0; g < genes.Length; g++)
            {
                double high = scales[l].At(own[g]), low = scales[lots + l].At(other[g]);
                differences[((long)g * lots) + l] = high - low;
                levels[g] += (high + low) / (2 * lots);
            }
        }

        return new PseudobulkComparison
        {
            Genes = genes, Lots = lots, Differences = differences, Factors = factors, MeanLevels = levels,
            Test = genes.Length == 0 ? null : PairedModeratedT.Of(differences, lots),
        };
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double v in values) sum += v;
        return sum;
    }
}
