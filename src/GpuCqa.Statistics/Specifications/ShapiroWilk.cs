using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Shapiro and Wilk's test of normality by Royston's approximation (Applied Statistics algorithm AS R94, 1995), for 3 to 5000 values.</summary>
/// <param name="W">The statistic, at most 1.</param>
/// <param name="P">Its p.</param>
public readonly record struct ShapiroWilk(double W, double P)
{
    /// <summary>The test.</summary>
    /// <exception cref="InvalidParameterException">There are fewer than 3 or more than 5000 values.</exception>
    /// <remarks>NaN where all values are equal.</remarks>
    public static ShapiroWilk Of(IReadOnlyList<double> values)
    {
        int n = values.Count;
        if (n is < 3 or > 5000) throw new InvalidParameterException($"The test of normality takes 3 to 5000 values; found {n}.");
        double[] x = [.. values.Order()];
        if (x[0] == x[^1]) return new ShapiroWilk(double.NaN, double.NaN);
        double[] a = Weights(n);
        double mean = x.Average(), top = 0, squares = 0;
        for (int i = 0; i < n; i++)
        {
            top += a[i] * (x[i] - mean);
            squares += (x[i] - mean) * (x[i] - mean);
        }

        double w = Math.Min(1, top * top / squares), one = 1 - w;
        if (n == 3) return new ShapiroWilk(w, Math.Max(0, 6 / Math.PI * (Math.Asin(Math.Sqrt(w)) - Math.Asin(Math.Sqrt(0.75)))));
        double y = Math.Log(one), center, spread, log = Math.Log(n);
        if (n <= 11)
        {
            double gamma = -2.273 + (0.459 * n);
            if (y >= gamma) return new ShapiroWilk(w, 1e-99);
            y = -Math.Log(gamma - y);
            center = 0.544 + (n * (-0.39978 + (n * (0.025054 + (n * -6.714e-4)))));
            spread = Math.Exp(1.3822 + (n * (-0.77857 + (n * (0.062767 + (n * -0.0020322))))));
        }
        else
        {
            center = -1.5861 + (log * (-0.31082 + (log * (-0.083751 + (log * 0.0038915)))));
            spread = Math.Exp(-0.4803 + (log * (-0.082676 + (log * 0.0030302))));
        }

        return new ShapiroWilk(w, NormalTail.Upper((y - center) / spread));
    }

    private static double[] Weights(int n)
    {
        double[] a = new double[n];
        if (n == 3)
        {
            (a[0], a[2]) = (-Math.Sqrt(0.5), Math.Sqrt(0.5));
            return a;
        }

        double[] m = [.. Enumerable.Range(1, n).Select(i => NormalDistribution.Quantile((i - 0.375) / (n + 0.25)))];
        double sum = m.Sum(v => v * v), root = 1 / Math.Sqrt(n);
        double last = Polynomial(root, m[^1] / Math.Sqrt(sum), 0.221157, -0.147981, -2.07119, 4.434685, -2.706056);
        int from = 1;
        double phi;
        if (n > 5)
        {
            double second = Polynomial(root, m[^2] / Math.Sqrt(sum), 0.042981, -0.293762, -1.752461, 5.682633, -3.582633);
            phi = (sum - (2 * m[^1] * m[^1]) - (2 * m[^2] * m[^2])) / (1 - (2 * last * last) - (2 * second * second));
            (a[1], a[^2], from) = (-second, second, 2);
        }
        else
        {
            phi = (sum - (2 * m[^1] * m[^1])) / (1 - (2 * last * last));
        }

        (a[0], a[^1]) = (-last, last);
        for (int i = from; i < n - from; i++) a[i] = m[i] / Math.Sqrt(phi);
        return a;
    }

    private static double Polynomial(double x, double constant, params ReadOnlySpan<double> coefficients)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) value = (value + coefficients[i]) * x;
        return constant + value;
    }
}
