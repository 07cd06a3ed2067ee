namespace GpuCqa.Analysis.References;

/// <summary>The cut that tells the cells of a cluster best from the others: the largest sensitivity + specificity - 1 (Youden, 1950).</summary>
public static class YoudenThreshold
{
    /// <summary>A value between two neighbouring levels of expression; of equally good cuts the lowest. A cell is high when it is above.</summary>
    /// <param name="values">Normalized expression of each cell.</param>
    /// <param name="inside">Whether each cell is in the cluster; some are, some are not.</param>
    /// <remarks>O(n log n).</remarks>
    public static double Of(double[] values, bool[] inside)
    {
        double[] sorted = [.. values];
        bool[] member = [.. inside];
        Array.Sort(sorted, member);
        double members = member.Count(m => m), others = sorted.Length - members, best = double.NegativeInfinity, threshold = sorted[^1];
        double lowMembers = 0, lowOthers = 0;
        for (int i = 0; i + 1 < sorted.Length; i++)
        {
            if (member[i]) lowMembers++;
            else lowOthers++;
            if (sorted[i + 1] == sorted[i]) continue;
            double index = (lowOthers / others) - (lowMembers / members);
            if (!(index > best)) continue;
            best = index;
            threshold = sorted[i] + ((sorted[i + 1] - sorted[i]) / 2);
        }

        return threshold;
    }
}
