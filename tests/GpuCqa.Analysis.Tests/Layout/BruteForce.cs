using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Tests.Layout;

/// <summary>Exact neighbours in float64, self included, ties by index.</summary>
internal static class BruteForce
{
    public static NeighborTable Neighbors(DenseMatrix<float> points, int k)
    {
        int n = points.Rows;
        k = Math.Min(k, n);
        var indices = new int[n * k];
        var distances = new double[n * k];
        Parallel.For(0, n, i =>
        {
            var row = new double[n];
            var order = new int[n];
            ReadOnlySpan<float> x = points.Row(i);
            for (int j = 0; j < n; j++)
            {
                ReadOnlySpan<float> y = points.Row(j);
                double sum = 0;
                for (int c = 0; c < x.Length; c++) sum += ((double)x[c] - y[c]) * ((double)x[c] - y[c]);
                row[j] = sum;
                order[j] = j;
            }

            Array.Sort(row, order);
            int take = k;
            while (take < n && row[take] == row[k - 1]) take++;
            (double D, int J)[] head = row.Take(take).Zip(order).OrderBy(p => p.First).ThenBy(p => p.Second).ToArray();
            for (int j = 0; j < k; j++) (distances[(i * k) + j], indices[(i * k) + j]) = (Math.Sqrt(head[j].D), head[j].J);
        });
        return new NeighborTable(n, k, indices, distances);
    }
}
