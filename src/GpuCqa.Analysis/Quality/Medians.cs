namespace GpuCqa.Analysis.Quality;

/// <summary>Median and median absolute deviation.</summary>
public static class Medians
{
    /// <summary>Makes the median absolute deviation of normal data equal to its standard deviation.</summary>
    public const double NormalConsistency = 1.4826;

    /// <summary>The median; the mean of the two middle values for an even number; NaN of nothing.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        if (sorted.Length == 0) return double.NaN;
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Median and scaled median absolute deviation.</summary>
    public static (double Median, double Mad) MedianAndMad(IReadOnlyList<double> values)
    {
        double median = Median(values);
        return (median, NormalConsistency * Median(values.Select(v => Math.Abs(v - median))));
    }
}
