using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Pearson's product-moment correlation of two sides over lots.</summary>
public static class Pearson
{
    /// <summary>r; NaN when a side is constant.</summary>
    /// <exception cref="InvalidParameterException">When the lengths differ or a value is not a finite number.</exception>
    public static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new InvalidParameterException($"A correlation needs the same lots on both sides; found {x.Length} and {y.Length} values.");
        return Product(PearsonScores.Of(x), PearsonScores.Of(y));
    }

    /// <summary>r without each lot in turn, in the order of the lots; NaN where the remainder is constant.</summary>
    /// <exception cref="InvalidParameterException">When the lengths differ or a value is not a finite number.</exception>
    public static double[] LeaveOneOut(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] r = new double[x.Length];
        for (int i = 0; i < r.Length; i++) r[i] = Correlation([.. x[..i], .. x[(i + 1)..]], [.. y[..i], .. y[(i + 1)..]]);
        return r;
    }

    /// <summary>Fisher's interval, tanh(atanh r ± z sqrt(1 / (n - 3))); at |r| = 1 the inner end is NaN, below four lots both are.</summary>
    public static Interval Fisher(double r, int lots, double confidence = 0.95) =>
        SpearmanInterval.Fisher(1 - Math.Abs(r) <= PearsonScores.Resolution ? Math.Sign(r) : r, lots, confidence);

    /// <summary>The sum of products of scores, in [-1, 1]; NaN when one is missing.</summary>
    internal static double Product(double[]? x, double[]? y)
    {
        if (x is null || y is null) return double.NaN;
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return Math.Clamp(sum, -1, 1);
    }
}
