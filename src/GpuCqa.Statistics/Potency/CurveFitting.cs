namespace GpuCqa.Statistics;

/// <summary>Fits four-parameter curves by Levenberg and Marquardt's method, from the best starts of a fixed grid; the best end is the fit.</summary>
/// <remarks>
/// Slope and mid-point are searched as logarithms within bounds: slopes from 0.05 to 50, mid-points from a ten-thousandth of the lowest concentration above 0 to ten thousand times the highest.
/// The form has two solutions of one curve (a and d, b and -b change places); slopes are taken above 0, so that a is the response of no analyte. For each start the asymptotes come from a
/// linear fit. Marquardt's scaling (1963); deterministic.
/// </remarks>
public static class CurveFitting
{
    /// <summary>Fewest different concentrations.</summary>
    public const int FewestLevels = 5;

    private const double LeastSlope = 0.05, MostSlope = 50, Beyond = 1e4, Outside = 10;
    private const int Iterations = 500, Followed = 6;
    private static readonly double[] Slopes = [0.4, 0.8, 1.2, 2, 4];

    /// <summary>Fits standards.</summary>
    /// <param name="concentrations">Concentration of each standard, 0 or above; at least <see cref="FewestLevels"/> different ones.</param>
    /// <param name="responses">Response of each.</param>
    /// <param name="weights">Weight of each, above 0.</param>
    /// <exception cref="ArgumentException">There are fewer concentrations, or not one value of each for every standard.</exception>
    public static CurveFit Fit(ReadOnlySpan<double> concentrations, ReadOnlySpan<double> responses, ReadOnlySpan<double> weights)
    {
        double[] x = concentrations.ToArray(), y = responses.ToArray(), w = weights.ToArray(), above = [.. x.Where(v => v > 0).Distinct().Order()];
        if (y.Length != x.Length || w.Length != x.Length || x.Distinct().Count() < FewestLevels) throw new ArgumentException("Too few standards, or not a response and a weight of each.", nameof(concentrations));
        double low = Math.Log(above[0] / Beyond), high = Math.Log(above[^1] * Beyond);
        // Mid-points at the concentrations, and beyond the highest one for curves that are seen in part only; the starts that fit best already are followed.
        IEnumerable<Point> starts = Slopes.SelectMany(slope => ((double[])[.. above, above[^1] * 4]).Select(middle => Start(x, y, w, Math.Log(slope), Math.Log(middle))));
        Point best = default;
        double least = double.PositiveInfinity;
        foreach (Point start in starts.Select(p => (Point: p, Squares: Squares(x, y, w, p))).OrderBy(p => p.Squares).Take(Followed).Select(p => p.Point))
        {
            (Point point, double squares) = Descend(x, y, w, start, low, high);
            if (squares < least * (1 - 1e-12)) (best, least) = (point, squares);
        }

        int freedom = x.Length - 4;
        double[][] matrix = Normal(x, y, w, best, out _, out double sum);
        double[][] covariance = Inverse(matrix, freedom > 0 ? sum / freedom : double.NaN);
        bool extrapolated = best.LogSlope <= Math.Log(LeastSlope) || best.LogSlope >= Math.Log(MostSlope) || best.LogMiddle < Math.Log(above[0] / Outside) || best.LogMiddle > Math.Log(above[^1] * Outside);
        return new CurveFit(best.Curve, sum, freedom, covariance, extrapolated);
    }

    private static (Point Point, double Squares) Descend(double[] x, double[] y, double[] w, Point point, double low, double high)
    {
        double damping = 1e-3, squares = Squares(x, y, w, point);
        for (int i = 0; i < Iterations && damping < 1e12; i++)
        {
            double[][] normal = Normal(x, y, w, point, out double[] right, out _);
            bool moved = false;
            while (!moved && damping < 1e12)
            {
                double[][] damped = [.. normal.Select((row, r) => row.Select((v, c) => r == c ? (v * (1 + damping)) + 1e-300 : v).ToArray())];
                double[] step = SymmetricSystem.Factor(damped).Solve(right);
                Point next = new(point.A + step[0], point.D + step[1], Math.Clamp(point.LogSlope + step[2], Math.Log(LeastSlope), Math.Log(MostSlope)), Math.Clamp(point.LogMiddle + step[3], low, high));
                double there = step.All(double.IsFinite) ? Squares(x, y, w, next) : double.NaN;
                if (there < squares)
                {
                    bool settled = squares - there <= 1e-15 * squares && damping < 1e-6;
                    (point, squares, damping, moved) = (next, there, Math.Max(damping / 10, 1e-14), true);
                    if (settled) return (point, squares);
                }
                else
                {
                    damping *= 10;
                }
            }
        }

        return (point, squares);
    }

    // Asymptotes of a given slope and mid-point: a line in the share of the lower asymptote.
    private static Point Start(double[] x, double[] y, double[] w, double logSlope, double logMiddle)
    {
        var shape = new FourParameterCurve(1, Math.Exp(logSlope), Math.Exp(logMiddle), 0);
        double sum = 0, shares = 0, values = 0, square = 0, product = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double share = shape.Response(x[i]);
            sum += w[i];
            shares += w[i] * share;
            values += w[i] * y[i];
            square += w[i] * share * share;
            product += w[i] * share * y[i];
        }

        double spread = square - (shares * shares / sum), slope = spread > 1e-12 * square ? (product - (shares * values / sum)) / spread : 0;
        double d = (values - (slope * shares)) / sum;
        return new Point(d + slope, d, logSlope, logMiddle);
    }

    private static double Squares(double[] x, double[] y, double[] w, Point point)
    {
        FourParameterCurve curve = point.Curve;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = y[i] - curve.Response(x[i]);
            sum += w[i] * residual * residual;
        }

        return sum;
    }

    private static double[][] Normal(double[] x, double[] y, double[] w, Point point, out double[] right, out double squares)
    {
        FourParameterCurve curve = point.Curve;
        double[][] normal = [new double[4], new double[4], new double[4], new double[4]];
        right = new double[4];
        squares = 0;
        Span<double> slopes = stackalloc double[4];
        for (int i = 0; i < x.Length; i++)
        {
            double residual = y[i] - curve.Response(x[i]);
            curve.Slopes(x[i], slopes);
            squares += w[i] * residual * residual;
            for (int r = 0; r < 4; r++)
            {
                right[r] += w[i] * slopes[r] * residual;
                for (int c = 0; c < 4; c++) normal[r][c] += w[i] * slopes[r] * slopes[c];
            }
        }

        return normal;
    }

    // Scaled to a diagonal of ones first: asymptotes and logarithms have different units.
    private static double[][] Inverse(double[][] matrix, double scale)
    {
        double[] size = [.. matrix.Select((row, i) => Math.Sqrt(row[i]))];
        double[][] scaled = [.. matrix.Select((row, i) => row.Select((v, j) => v / (size[i] * size[j])).ToArray())];
        SymmetricSystem system = SymmetricSystem.Factor(scaled);
        double[][] columns = [.. Enumerable.Range(0, 4).Select(j => system.Solve([.. Enumerable.Range(0, 4).Select(i => i == j ? 1.0 : 0)]))];
        return [.. Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 4).Select(j => scale * columns[j][i] / (size[i] * size[j])).ToArray())];
    }

    private readonly record struct Point(double A, double D, double LogSlope, double LogMiddle)
    {
        public FourParameterCurve Curve => new(A, Math.Exp(LogSlope), Math.Exp(LogMiddle), D);
    }
}
