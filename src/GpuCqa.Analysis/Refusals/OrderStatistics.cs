namespace GpuCqa.Analysis.Refusals;

/// <summary>Order statistics that a further value is beyond with at most a given probability.</summary>
internal static class OrderStatistics
{
    /// <summary>The value that at most a share of further values is above; infinite when there are too few to say.</summary>
    /// <param name="sorted">Values, increasing.</param>
    /// <param name="share">Share.</param>
    public static double Upper(ReadOnlySpan<double> sorted, double share)
    {
        int beyond = (int)Math.Floor((sorted.Length + 1) * share);
        return beyond < 1 ? double.PositiveInfinity : sorted[^beyond];
    }

    /// <summary>The value that at most a share of further values is below; minus infinity when there are too few to say.</summary>
    public static double Lower(ReadOnlySpan<double> sorted, double share)
    {
        int beyond = (int)Math.Floor((sorted.Length + 1) * share);
        return beyond < 1 ? double.NegativeInfinity : sorted[beyond - 1];
    }

    /// <summary>Median of the values that are numbers; NaN when none is.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        int half = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
    }
}
