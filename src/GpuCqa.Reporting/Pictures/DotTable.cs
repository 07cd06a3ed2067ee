using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Expression;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Detection and mean of every gene of the map in every cluster.</summary>
internal static class DotTable
{
    /// <summary>clusters x genes.</summary>
    /// <remarks>Means are over levels, so they are within half a level (1/510 of the range) of the exact mean; shares are exact for counts.</remarks>
    public static DotCell[][] Of(Clustering clustering, MapExpression expression)
    {
        int[] sizes = new int[clustering.Clusters];
        foreach (int label in clustering.Labels) sizes[label]++;
        DotCell[][] table = [.. sizes.Select(_ => new DotCell[expression.Genes.Count])];
        for (int g = 0; g < expression.Genes.Count; g++)
        {
            long[] sum = new long[clustering.Clusters], detected = new long[clustering.Clusters];
            byte[] levels = expression.Levels[g];
            for (int cell = 0; cell < levels.Length; cell++)
            {
                sum[clustering.Labels[cell]] += levels[cell];
                if (levels[cell] > 0) detected[clustering.Labels[cell]]++;
            }

            for (int k = 0; k < sizes.Length; k++)
                table[k][g] = sizes[k] == 0 ? default : new DotCell((double)detected[k] / sizes[k], expression.Genes[g].ValueOf((double)sum[k] / sizes[k]));
        }

        return table;
    }
}
