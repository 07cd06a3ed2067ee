namespace GpuCqa.Statistics;

/// <summary>Expectations over w = sqrt(X / df), X chi-square: the standard deviation estimated with df degrees of freedom, over the true one.</summary>
/// <remarks>
/// Quadrature over u = ln w, where the density C exp(df (u - exp(2u) / 2)) is smooth for any real df. Panels are no wider than the narrower of the density and the
/// function. Own quadrature because the series of R's noncentral t loses digits from n = 262 on without saying so.
/// </remarks>
internal static class ChiScale
{
    /// <summary>E[f(w); w &lt; bound].</summary>
    /// <param name="degreesOfFreedom">Positive and finite.</param>
    /// <param name="steepness">How often the function changes per unit of ln w, at most.</param>
    /// <param name="value">The function of w.</param>
    /// <param name="bound">The function is taken as 0 beyond.</param>
    public static double Expectation(double degreesOfFreedom, double steepness, Func<double, double> value, double bound = double.PositiveInfinity)
    {
        double v = degreesOfFreedom;
        // ln C = ln 2 + (v/2) ln(v/2) - ln gamma(v/2); at the mode u = 0 the density is C exp(-v/2).
        double half = 0.5 * v;
        double logMode = Math.Log(2) + (half * Math.Log(half) - half - GammaFunction.Log(half));
        if (half >= 15) logMode = Math.Log(2) + 0.5 * Math.Log(half / (2 * Math.PI)) - GammaFunction.StirlingError(half);
        double low = Edge(v, -1), high = Math.Min(Edge(v, 1), Math.Log(bound));
        if (!(high > low)) return 0;
        double width = Math.Min(0.5, 3 / Math.Sqrt(steepness * steepness + 2 * v));
        (double[] at, double[] weight) = GaussLegendre.Grid(low, high, width);
        double sum = 0;
        for (int i = 0; i < at.Length; i++)
        {
            double u = at[i];
            sum += weight[i] * Math.Exp(logMode + v * Fall(u)) * value(Math.Exp(u));
        }

        return sum;
    }

    // u - (exp(2u) - 1) / 2: 0 at u = 0, negative elsewhere; by its series where the terms cancel.
    private static double Fall(double u)
    {
        if (Math.Abs(u) > 0.05) return u - 0.5 * (Math.Exp(2 * u) - 1);
        double twice = 2 * u, term = twice * twice / 2, sum = 0;
        for (int k = 3; k < 20; k++)
        {
            sum += term;
            term *= twice / k;
        }

        return -0.5 * sum;
    }

    // Where the density has fallen by exp(-46) from its mode.
    private static double Edge(double v, int side)
    {
        double inner = 0, outer = side * Math.Max(1, 48 / v);
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (inner + outer);
            if (v * Fall(middle) > -46) inner = middle; else outer = middle;
        }

        return outer;
    }
}
