namespace GpuCqa.Analysis.Markers;

/// <summary>The Wilcoxon rank-sum test by the normal approximation, tie and continuity corrected: R's wilcox.test(exact = FALSE, correct = TRUE).</summary>
internal static class RankSumTest
{
    /// <summary>Standard normal deviate of a group against the rest; 0 when nothing can be told (all values tied).</summary>
    /// <param name="doubledRankSum">Twice the sum of the group's midranks.</param>
    /// <param name="cells">Cells of the group.</param>
    /// <param name="rest">Cells of the rest.</param>
    /// <param name="tieSum">Sum of t^3 - t over groups of t tied cells.</param>
    public static double Z(long doubledRankSum, int cells, int rest, double tieSum)
    {
        double total = (double)cells + rest;
        double distance = U(doubledRankSum, cells) - ((double)cells * rest / 2);
        double variance = (double)cells * rest / 12 * (total + 1 - (tieSum / (total * (total - 1))));
        if (Math.Abs(distance) <= 0.5 || !(variance > 0)) return 0;
        return (distance - (0.5 * Math.Sign(distance))) / Math.Sqrt(variance);
    }

    /// <summary>Mann-Whitney U: pairs in which the group's cell is higher, ties counted half. Exact below 2^53.</summary>
    public static double U(long doubledRankSum, int cells) => 0.5 * (doubledRankSum - ((long)cells * (cells + 1L)));
}
