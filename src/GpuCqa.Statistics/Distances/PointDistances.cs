namespace GpuCqa.Statistics;

/// <summary>Distances of two samples of points: energy, kernel (MMD) and Wasserstein, each in the form that its name says.</summary>
/// <remarks>Samples are points x dimensions. V forms count a point's distance to itself, U forms do not; only U forms are unbiased, and they may be negative.</remarks>
public static class PointDistances
{
    /// <summary>Energy distance 2 E|X - Y| - E|X - X'| - E|Y - Y'| (Székely and Rizzo), not its root; V form.</summary>
    public static double Energy(IReadOnlyList<double[]> x, IReadOnlyList<double[]> y) => (2 * Mean(x, y, Distance)) - Mean(x, x, Distance) - Mean(y, y, Distance);

    /// <summary>Energy distance, U form.</summary>
    public static double EnergyUnbiased(IReadOnlyList<double[]> x, IReadOnlyList<double[]> y) => (2 * Mean(x, y, Distance)) - (Mean(x, x, Distance) * Correction(x)) - (Mean(y, y, Distance) * Correction(y));

    /// <summary>Squared maximum mean discrepancy under exp(-|a - b|^2 / 2 sigma^2) (Gretton et al. 2012); V form, or U form.</summary>
    public static double Kernel(IReadOnlyList<double[]> x, IReadOnlyList<double[]> y, double sigma, bool unbiased)
    {
        double k(double[] a, double[] b) => Math.Exp(-Squared(a, b) / (2 * sigma * sigma));
        double within(IReadOnlyList<double[]> s) => unbiased ? ((Mean(s, s, k) * s.Count) - 1) / (s.Count - 1) : Mean(s, s, k);
        return within(x) + within(y) - (2 * Mean(x, y, k));
    }

    /// <summary>Median distance of all pairs of points of both samples.</summary>
    public static double PooledMedian(IReadOnlyList<double[]> x, IReadOnlyList<double[]> y)
    {
        double[][] all = [.. x, .. y];
        var distances = new List<double>(all.Length * (all.Length - 1) / 2);
        for (int i = 0; i < all.Length; i++)
        {
            for (int j = 0; j < i; j++) distances.Add(Distance(all[i], all[j]));
        }

        distances.Sort();
        int half = distances.Count / 2;
        return distances.Count % 2 == 1 ? distances[half] : 0.5 * (distances[half - 1] + distances[half]);
    }

    /// <summary>Integral over p of |F^-1(p) - G^-1(p)|^power of two samples of numbers: Wasserstein-1 at power 1, the square of Wasserstein-2 at power 2.</summary>
    /// <param name="u">Sorted.</param>
    /// <param name="v">Sorted.</param>
    /// <param name="power">1 or 2.</param>
    public static double Wasserstein(ReadOnlySpan<double> u, ReadOnlySpan<double> v, int power)
    {
        double sum = 0;
        long n = u.Length, m = v.Length, at = 0;
        int i = 0, j = 0;
        // Both step functions in units of 1 / (n m): whole numbers, so no step is lost to rounding.
        while (i < n && j < m)
        {
            long endU = (i + 1) * m, endV = (j + 1) * n, end = Math.Min(endU, endV);
            double gap = Math.Abs(u[i] - v[j]);
            sum += (end - at) * (power == 1 ? gap : gap * gap);
            at = end;
            if (endU == end) i++;
            if (endV == end) j++;
        }

        return sum / ((double)n * m);
    }

    /// <summary>Squared Wasserstein-2 of the points' coordinates along a direction of length 1.</summary>
    public static double Sliced(IReadOnlyList<double[]> x, IReadOnlyList<double[]> y, double[] direction)
    {
        double[] along(IReadOnlyList<double[]> points)
        {
            double[] values = [.. points.Select(p => p.Select((c, d) => c * direction[d]).Sum())];
            Array.Sort(values);
            return values;
        }

        return Wasserstein(along(x), along(y), 2);
    }

    private static double Correction(IReadOnlyList<double[]> s) => s.Count / (double)(s.Count - 1);

    private static double Mean(IReadOnlyList<double[]> x, IReadOnlyList<double[]> y, Func<double[], double[], double> of)
    {
        double sum = 0;
        foreach (double[] a in x)
        {
            foreach (double[] b in y) sum += of(a, b);
        }

        return sum / ((double)x.Count * y.Count);
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(Squared(a, b));

    private static double Squared(double[] a, double[] b)
    {
        double sum = 0;
        for (int d = 0; d < a.Length; d++) sum += (a[d] - b[d]) * (a[d] - b[d]);
        return sum;
    }
}
