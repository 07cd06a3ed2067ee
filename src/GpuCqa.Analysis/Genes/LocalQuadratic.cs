namespace GpuCqa.Analysis.Genes;

/// <summary>A weighted quadratic least-squares fit around one abscissa, tricube weights, as in R's loess.</summary>
internal static class LocalQuadratic
{
    /// <summary>Value and slope at <paramref name="at"/> of the quadratic through the <paramref name="window"/> nearest points.</summary>
    /// <param name="at">Where to fit.</param>
    /// <param name="x">Abscissae, ascending.</param>
    /// <param name="y">Ordinates.</param>
    /// <param name="window">Number of nearest points.</param>
    /// <param name="span">The span; above 1 it widens the bandwidth.</param>
    public static (double Value, double Slope) FitAt(double at, double[] x, double[] y, int window, double span)
    {
        (int first, int count) = Nearest(at, x, Math.Min(window, x.Length));
        double bandwidth = 0;
        for (int i = first; i < first + count; i++) bandwidth = Math.Max(bandwidth, (x[i] - at) * (x[i] - at));
        bandwidth *= Math.Max(1, span);

        // Rows sqrt(w) (1, d, d^2) and right-hand side sqrt(w) y.
        double[][] design = [new double[count], new double[count], new double[count]];
        double[] response = new double[count];
        for (int i = 0; i < count; i++)
        {
            double d = x[first + i] - at;
            double ratio = Math.Sqrt(d * d / bandwidth);
            double tricube = 1 - (ratio * ratio * ratio);
            double w = tricube <= 0 ? 0 : Math.Sqrt(tricube * tricube * tricube);
            design[0][i] = w;
            design[1][i] = w * d;
            design[2][i] = w * d * d;
            response[i] = w * y[first + i];
        }

        double[] coefficients = SmallLeastSquares.Solve(design, response);
        return (coefficients[0], coefficients[1]);
    }

    // The window of nearest points is contiguous in sorted order; on equal distance the left point is taken,
    // which does not matter as the farthest point has weight zero.
    private static (int First, int Count) Nearest(double at, double[] x, int count)
    {
        int low = 0, high = x.Length - count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (at - x[middle] > x[middle + count] - at) low = middle + 1;
            else high = middle;
        }

        return (low, count);
    }
}
