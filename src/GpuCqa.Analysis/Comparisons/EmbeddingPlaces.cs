using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Comparisons;

/// <summary>Places of an embedding: cells far from one another, each with the cells nearest to it. Chosen without a look at which side a lot is on.</summary>
internal static class EmbeddingPlaces
{
    private const int Rounds = 5;

    /// <summary>The place of every cell; places are in the order of their first cells.</summary>
    /// <param name="device">Lends its threads.</param>
    /// <param name="cells">The cells; each lot weighs the same in the choice.</param>
    /// <param name="count">Places wanted; fewer where cells coincide.</param>
    /// <param name="seed">Of the choice.</param>
    /// <remarks>k-means++ on at most 400 cells a lot, then a few rounds of k-means on those (Lloyd), then every cell goes to its nearest centre, the first of equally near ones.</remarks>
    public static int[] Of(ComputeDevice device, EmbeddedCells cells, int count, ulong seed)
    {
        DenseMatrix<float> points = cells.Points;
        var random = new Philox(seed, RandomPurpose.EmbeddingPlaces);
        var sample = new List<int>();
        for (int l = 0; l < cells.Lots; l++)
        {
            int own = cells.Starts[l + 1] - cells.Starts[l], wanted = Math.Min(400, own);
            int[] order = [.. Enumerable.Range(cells.Starts[l], own)];
            for (int i = 0; i < wanted; i++)
            {
                int j = i + random.NextInt32(own - i);
                (order[i], order[j]) = (order[j], order[i]);
                sample.Add(order[i]);
            }
        }

        int d = points.Columns;
        var centers = new List<double[]> { Point(points, sample[random.NextInt32(sample.Count)]) };
        double[] nearest = [.. sample.Select(s => Squared(points, s, centers[0]))];
        while (centers.Count < count)
        {
            double total = nearest.Sum();
            if (!(total > 0)) break;
            double at = random.NextDouble() * total;
            int chosen = 0;
            while (chosen < nearest.Length - 1 && (at -= nearest[chosen]) >= 0) chosen++;
            centers.Add(Point(points, sample[chosen]));
            for (int i = 0; i < nearest.Length; i++) nearest[i] = Math.Min(nearest[i], Squared(points, sample[i], centers[^1]));
        }

        int[] of = new int[sample.Count];
        for (int round = 0; round < Rounds; round++)
        {
            device.ForEach(of.Length, i => of[i] = Nearest(points, sample[i], centers));
            double[][] sums = [.. centers.Select(_ => new double[d])];
            int[] members = new int[centers.Count];
            for (int i = 0; i < of.Length; i++)
            {
                members[of[i]]++;
                ReadOnlySpan<float> point = points.Row(sample[i]);
                for (int k = 0; k < d; k++) sums[of[i]][k] += point[k];
            }

            for (int c = 0; c < centers.Count; c++)
            {
                if (members[c] > 0) centers[c] = Array.ConvertAll(sums[c], v => v / members[c]);
            }
        }

        int[] places = new int[points.Rows];
        device.ForEach(points.Rows, i => places[i] = Nearest(points, i, centers));
        return places;
    }

    private static double[] Point(DenseMatrix<float> points, int cell) => [.. points.Row(cell).ToArray().Select(v => (double)v)];

    private static int Nearest(DenseMatrix<float> points, int cell, List<double[]> centers)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int c = 0; c < centers.Count; c++)
        {
            double square = Squared(points, cell, centers[c]);
            if (square < least) (least, best) = (square, c);
        }

        return best;
    }

    private static double Squared(DenseMatrix<float> points, int cell, double[] center)
    {
        ReadOnlySpan<float> point = points.Row(cell);
        double sum = 0;
        for (int k = 0; k < center.Length; k++) sum += (point[k] - center[k]) * (point[k] - center[k]);
        return sum;
    }
}
