using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Values of lots centred and brought to length 1, so that Pearson's r is a sum of products.</summary>
public static class PearsonScores
{
    /// <summary>Correlations that differ by no more count as equal, 2^-36 (1.5e-11).</summary>
    /// <remarks>
    /// Orders that give the same sum in exact arithmetic come out apart by rounding: (2n + 4) 2^-53 here, and as much again, times magnitude over
    /// spread, from decimals that binary does not hold. Counting them as equal keeps them together and can only make a p-value larger.
    /// </remarks>
    public const double Resolution = 1.0 / (1L << 36);

    /// <summary>The scores; null when all values are the same.</summary>
    /// <exception cref="InvalidParameterException">When a value is not a finite number.</exception>
    public static double[]? Of(ReadOnlySpan<double> values)
    {
        double largest = 0;
        bool constant = true;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) throw new InvalidParameterException($"Value {i + 1} of {values.Length} is not a finite number; a correlation needs a value in every lot. Leave the lot out or complete it.");
            largest = Math.Max(largest, Math.Abs(values[i]));
            constant &= values[i] == values[0];
        }

        if (constant) return null;
        // A power of two changes no digit, and differences of values that are close are exact: no spread is lost to a large common part.
        int exponent = Math.ILogB(largest);
        double[] scores = new double[values.Length];
        double first = Math.ScaleB(values[0], -exponent), spread = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.ScaleB(values[i], -exponent) - first;
            spread = Math.Max(spread, Math.Abs(scores[i]));
        }

        double sum = 0, squares = 0;
        for (int i = 0; i < scores.Length; i++) sum += scores[i] /= spread;
        double mean = sum / scores.Length;
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] -= mean;
            squares += scores[i] * scores[i];
        }

        double length = Math.Sqrt(squares);
        for (int i = 0; i < scores.Length; i++) scores[i] /= length;
        return scores;
    }
}
