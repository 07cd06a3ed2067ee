using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Tests.Layout;

/// <summary>How well a layout keeps what is near in the embedding, over a regular sample of the cells.</summary>
internal static class LayoutQuality
{
    /// <summary>Trustworthiness (Venna and Kaski, 2001): 1 less a penalty for every layout neighbour by its rank in the embedding.</summary>
    public static double Trustworthiness(DenseMatrix<float> embedding, DenseMatrix<float> layout, int k, int sample)
    {
        int n = embedding.Rows, step = Math.Max(1, n / sample), used = (n + step - 1) / step;
        var penalties = new double[used];
        Parallel.For(0, used, s =>
        {
            int[] near = Order(layout, s * step), far = Order(embedding, s * step), rank = new int[n];
            for (int r = 0; r < n; r++) rank[far[r]] = r;
            for (int j = 1; j <= k; j++) penalties[s] += Math.Max(0, rank[near[j]] - k);
        });
        return 1 - (2.0 / (used * (double)k * ((2.0 * n) - (3.0 * k) - 1)) * penalties.Sum());
    }

    /// <summary>Mean share of the k nearest in the embedding that are among the k nearest in the layout.</summary>
    public static double NeighborsKept(DenseMatrix<float> embedding, DenseMatrix<float> layout, int k, int sample)
    {
        int n = embedding.Rows, step = Math.Max(1, n / sample), used = (n + step - 1) / step;
        var kept = new double[used];
        Parallel.For(0, used, s =>
        {
            kept[s] = Order(layout, s * step)[1..(k + 1)].Intersect(Order(embedding, s * step)[1..(k + 1)]).Count() / (double)k;
        });
        return kept.Average();
    }

    /// <summary>Mean silhouette width of the labels.</summary>
    public static double Silhouette(DenseMatrix<float> points, int[] labels, int sample)
    {
        int n = points.Rows, step = Math.Max(1, n / sample), used = (n + step - 1) / step, groups = labels.Max() + 1;
        var widths = new double[used];
        Parallel.For(0, used, s =>
        {
            int i = s * step;
            var sums = new double[groups];
            var counts = new int[groups];
            for (int j = 0; j < n; j++)
            {
                if (j == i) continue;
                sums[labels[j]] += Math.Sqrt(Squared(points.Row(i), points.Row(j)));
                counts[labels[j]]++;
            }

            if (counts[labels[i]] == 0) return;
            double own = sums[labels[i]] / counts[labels[i]];
            double other = Enumerable.Range(0, groups).Where(g => g != labels[i] && counts[g] > 0).Min(g => sums[g] / counts[g]);
            widths[s] = (other - own) / Math.Max(other, own);
        });
        return widths.Average();
    }

    private static int[] Order(DenseMatrix<float> points, int from)
    {
        var distances = new double[points.Rows];
        var order = new int[points.Rows];
        for (int j = 0; j < order.Length; j++)
        {
            distances[j] = j == from ? -1 : Squared(points.Row(from), points.Row(j));
            order[j] = j;
        }

        Array.Sort(distances, order);
        return order;
    }

    private static double Squared(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int c = 0; c < x.Length; c++) sum += ((double)x[c] - y[c]) * ((double)x[c] - y[c]);
        return sum;
    }
}
