using GpuCqa.Core.Errors;

namespace GpuCqa.Analysis.Layout;

/// <summary>The membership of two points at distance d in the layout, 1 / (1 + a d^(2b)).</summary>
/// <param name="A">Scale a.</param>
/// <param name="B">Exponent b.</param>
/// <remarks>
/// As in umap-learn, a and b are the least-squares fit, on 300 equidistant points of [0, 3 spread], to the curve that is 1 up to
/// the minimal distance and exp(-(d - minimal distance) / spread) beyond it (McInnes, Healy and Melville, 2018).
/// </remarks>
public sealed record MembershipCurve(double A, double B)
{
    private const int Points = 300;

    /// <summary>Fits a and b by Levenberg-Marquardt from (1, 1).</summary>
    /// <param name="minDistance">Distance up to which membership is 1.</param>
    /// <param name="spread">Scale of the exponential tail.</param>
    /// <exception cref="InvalidParameterException">Spread is not positive, or the minimal distance is negative or larger than spread.</exception>
    public static MembershipCurve Fit(double minDistance, double spread)
    {
        if (!(spread > 0) || !double.IsFinite(spread)) throw new InvalidParameterException($"The layout's spread is {spread}; it must be a positive number.");
        if (!(minDistance >= 0) || minDistance > spread) throw new InvalidParameterException($"The layout's minimal distance is {minDistance}; it must lie between 0 and the spread ({spread}).");
        double a = 1, b = 1, damping = 1e-3;
        double cost = Cost(a, b, minDistance, spread, out Normal normal);
        for (int iteration = 0; iteration < 200; iteration++)
        {
            double aa = normal.AA * (1 + damping), bb = normal.BB * (1 + damping);
            double determinant = (aa * bb) - (normal.AB * normal.AB);
            double stepA = ((bb * normal.RA) - (normal.AB * normal.RB)) / determinant;
            double stepB = ((aa * normal.RB) - (normal.AB * normal.RA)) / determinant;
            double tried = Cost(a + stepA, b + stepB, minDistance, spread, out Normal next);
            if (!(tried <= cost) || a + stepA <= 0 || b + stepB <= 0)
            {
                damping *= 10;
                if (damping > 1e12) break;
                continue;
            }

            (a, b, cost, normal) = (a + stepA, b + stepB, tried, next);
            damping = Math.Max(damping / 10, 1e-12);
            if (Math.Abs(stepA) <= 1e-13 * a && Math.Abs(stepB) <= 1e-13 * b) break;
        }

        return new MembershipCurve(a, b);
    }

    private static double Cost(double a, double b, double minDistance, double spread, out Normal normal)
    {
        normal = default;
        double cost = 0;
        for (int i = 0; i < Points; i++)
        {
            double x = 3 * spread * i / (Points - 1);
            double target = x < minDistance ? 1 : Math.Exp(-(x - minDistance) / spread);
            double power = x == 0 ? 0 : Math.Pow(x, 2 * b);
            double value = 1 / (1 + (a * power));
            double residual = target - value;
            double byA = -power * value * value;
            double byB = x == 0 ? 0 : -2 * a * power * Math.Log(x) * value * value;
            cost += residual * residual;
            normal = new Normal(normal.AA + (byA * byA), normal.AB + (byA * byB), normal.BB + (byB * byB), normal.RA + (byA * residual), normal.RB + (byB * residual));
        }

        return cost;
    }

    private readonly record struct Normal(double AA, double AB, double BB, double RA, double RB);
}
