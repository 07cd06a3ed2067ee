namespace GpuCqa.Statistics;

/// <summary>Integrals of smooth functions by Gauss and Legendre's rule of 20 points in each of equal panels.</summary>
/// <remarks>Nodes by Newton's method on the Legendre polynomial. With panels no wider than the scale on which the integrand changes the error is rounding.</remarks>
internal static class GaussLegendre
{
    private const int Points = 20;
    private static readonly double[] Nodes = new double[Points], Weights = new double[Points];

    static GaussLegendre()
    {
        for (int i = 0; i < Points; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (Points + 0.5)), slope = 1;
            for (int pass = 0; pass < 100; pass++)
            {
                double before = 1, value = x;
                for (int k = 2; k <= Points; k++) (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
                slope = Points * (x * value - before) / (x * x - 1);
                double step = value / slope;
                x -= step;
                if (Math.Abs(step) < 1e-16) break;
            }

            (Nodes[i], Weights[i]) = (x, 2 / ((1 - x * x) * slope * slope));
        }
    }

    /// <summary>The points and weights of panels of at most the given width that cover [low, high].</summary>
    public static (double[] At, double[] Weight) Grid(double low, double high, double width)
    {
        int panels = Math.Max(1, (int)Math.Ceiling((high - low) / width));
        double half = 0.5 * (high - low) / panels;
        double[] at = new double[panels * Points], weight = new double[panels * Points];
        for (int p = 0; p < panels; p++)
        {
            double middle = low + half * (2 * p + 1);
            for (int i = 0; i < Points; i++)
            {
                at[p * Points + i] = middle + half * Nodes[i];
                weight[p * Points + i] = half * Weights[i];
            }
        }

        return (at, weight);
    }
}
