using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Quality;

/// <summary>What sets the cells of a lot apart from cells of the same cluster in other lots.</summary>
/// <remarks>
/// A lot with more of a state whose cells are small has a smaller median depth and was not sequenced less. The value of a cell is taken as the effect of its lot plus that of its cluster (least squares over cells); clusters are
/// drawn to the mean as if each held <see cref="Shrinkage"/> cell more, so that a lot whose cells lie in clusters of its own keeps what sets it apart.
/// </remarks>
internal static class LotEffects
{
    private const double Shrinkage = 1;

    /// <summary>One effect per lot, on the scale of the values, about the mean of all cells.</summary>
    /// <param name="values">One value per cell.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots; each has a cell.</param>
    /// <param name="clusters">Cluster of each cell.</param>
    /// <param name="clusterCount">Number of clusters.</param>
    public static double[] Of(double[] values, int[] lots, int lotCount, int[] clusters, int clusterCount)
    {
        double mean = values.Average();
        double[] lotSums = new double[lotCount], clusterSums = new double[clusterCount];
        double[,] cells = new double[lotCount, clusterCount];
        for (int c = 0; c < values.Length; c++)
        {
            double value = values[c] - mean;
            lotSums[lots[c]] += value;
            clusterSums[clusters[c]] += value;
            cells[lots[c], clusters[c]]++;
        }

        // Cluster effects eliminated: (diag(n) - N D N') a = s - N D t with D = diag(1 / (n_k + shrinkage)), positive definite.
        double[] ofCluster = new double[clusterCount];
        for (int k = 0; k < clusterCount; k++)
        {
            for (int l = 0; l < lotCount; l++) ofCluster[k] += cells[l, k];
            ofCluster[k] += Shrinkage;
        }

        double[][] system = new double[lotCount][];
        double[] right = new double[lotCount];
        for (int l = 0; l < lotCount; l++)
        {
            system[l] = new double[lotCount];
            right[l] = lotSums[l];
            for (int k = 0; k < clusterCount; k++)
            {
                system[l][l] += cells[l, k];
                right[l] -= cells[l, k] * clusterSums[k] / ofCluster[k];
                for (int m = 0; m < lotCount; m++) system[l][m] -= cells[l, k] * cells[m, k] / ofCluster[k];
            }
        }

        return SymmetricSystem.Factor(system).Solve(right);
    }
}
