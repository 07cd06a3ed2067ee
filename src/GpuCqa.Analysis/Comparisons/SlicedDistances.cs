using GpuCqa.Compute;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Comparisons;

/// <summary>Squared sliced Wasserstein-2 distance of every pair of lots: the mean over directions of that of the cells' coordinates along each.</summary>
internal static class SlicedDistances
{
    /// <summary>lots x lots; the diagonal is 0.</summary>
    public static double[][] Of(ComputeDevice device, EmbeddedCells cells, int directions, ulong seed)
    {
        int lots = cells.Lots, d = cells.Points.Columns;
        double[][][] parts = new double[directions][][];
        device.ForEach(directions, k =>
        {
            var random = new Philox(seed, RandomPurpose.Slices, (ulong)k);
            double[] direction = new double[d];
            double norm = 0;
            for (int j = 0; j < d; j++)
            {
                direction[j] = random.NextNormal();
                norm += direction[j] * direction[j];
            }

            norm = Math.Sqrt(norm);
            double[][] along = new double[lots][];
            for (int l = 0; l < lots; l++)
            {
                along[l] = new double[cells.Starts[l + 1] - cells.Starts[l]];
                for (int c = 0; c < along[l].Length; c++)
                {
                    ReadOnlySpan<float> point = cells.Points.Row(cells.Starts[l] + c);
                    double sum = 0;
                    for (int j = 0; j < d; j++) sum += point[j] * direction[j];
                    along[l][c] = sum / norm;
                }

                Array.Sort(along[l]);
            }

            parts[k] = [.. Enumerable.Range(0, lots).Select(a => Enumerable.Range(0, lots).Select(b => a >= b ? 0 : PointDistances.Wasserstein(along[a], along[b], 2)).ToArray())];
        });
        double[][] result = [.. Enumerable.Range(0, lots).Select(_ => new double[lots])];
        for (int a = 0; a < lots; a++)
        {
            for (int b = a + 1; b < lots; b++) result[b][a] = result[a][b] = parts.Sum(p => p[a][b]) / directions;
        }

        return result;
    }
}
