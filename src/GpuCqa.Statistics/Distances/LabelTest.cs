namespace GpuCqa.Statistics;

/// <summary>A statistic over all labellings of lots.</summary>
/// <param name="Statistic">Of the lots as they are.</param>
/// <param name="Count">Labellings with as large a value, their own among them.</param>
/// <param name="Labellings">Labellings.</param>
/// <param name="Exact">Whether these are all; else they were drawn, and p counts the observed one among them.</param>
/// <param name="SmallestP">Smallest p that the design allows.</param>
public sealed record LabelTest(double Statistic, long Count, long Labellings, bool Exact, double SmallestP)
{
    /// <summary>Count / labellings.</summary>
    public double P => Count / (double)Labellings;

    /// <summary>Counts values as large as the first; equal but for rounding is equal.</summary>
    internal static LabelTest Of(double[] values, LotLabels labels)
    {
        double tie = values[0] - (1e-10 * Scale(values));
        return new LabelTest(values[0], values.Count(v => v >= tie), values.Length, labels.Exact, labels.SmallestP);
    }

    internal static double Scale(double[] values)
    {
        double largest = 0;
        foreach (double v in values) largest = Math.Max(largest, Math.Abs(v));
        return largest;
    }
}
