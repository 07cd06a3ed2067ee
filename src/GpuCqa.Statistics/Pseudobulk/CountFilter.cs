namespace GpuCqa.Statistics;

/// <summary>Which genes have counts enough to be tested, of libraries in two groups of one size.</summary>
/// <remarks>
/// edgeR's filterByExpr with the group given (a paired design alone would keep genes seen in two libraries): a gene has at least 15 counts, and, in as many libraries as a group has, at
/// least the counts per million that are 10 counts in the median library. Of groups above 10 libraries, 10 and 70 % of those beyond.
/// </remarks>
public static class CountFilter
{
    private const double FewestCounts = 10, FewestInAll = 15, LargeGroup = 10, ShareBeyond = 0.7, Rounding = 1e-14;

    /// <summary>The genes that are tested, ascending.</summary>
    /// <param name="libraries">Counts, one array a library and one value a gene; the first half is one group, the second the other.</param>
    public static int[] Tested(IReadOnlyList<double[]> libraries)
    {
        double[] depths = new double[libraries.Count];
        for (int l = 0; l < depths.Length; l++)
        {
            foreach (double count in libraries[l]) depths[l] += count;
        }

        double[] sorted = [.. depths.Order()];
        double median = 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]), group = libraries.Count / 2;
        if (group > LargeGroup) group = LargeGroup + ((group - LargeGroup) * ShareBeyond);
        double cutoff = FewestCounts / median * 1e6;
        var tested = new List<int>();
        for (int g = 0; g < libraries[0].Length; g++)
        {
            double all = 0;
            int enough = 0;
            for (int l = 0; l < depths.Length; l++)
            {
                double count = libraries[l][g];
                all += count;
                if (count / depths[l] * 1e6 >= cutoff) enough++;
            }

            if (enough >= group - Rounding && all >= FewestInAll - Rounding) tested.Add(g);
        }

        return [.. tested];
    }
}
