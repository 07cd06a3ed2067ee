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

    /// <summary>Median and deviation (1.4826 times the median distance from it) of sorted values, without those that are far counting more.</summary>
    /// <param name="sorted">Values, increasing, at least one.</param>
    public static (double Center, double Spread) Robust(ReadOnlySpan<double> sorted)
    {
        int n = sorted.Length, half = n / 2;
        double center = n % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]), before = 0, last = 0;
        // Distances from the centre, increasing: the next is that of the value below or of the value above.
        int below = half - 1, above = half;
        for (int i = 0; i <= half; i++)
        {
            before = last;
            bool down = above >= n || (below >= 0 && center - sorted[below] <= sorted[above] - center);
            last = down ? center - sorted[below--] : sorted[above++] - center;
        }

        return (center, 1.4826 * (n % 2 == 1 ? last : 0.5 * (before + last)));
    }

    /// <summary>The value of a place in the order of sizes.</summary>
    /// <param name="values">Values; their signs do not count.</param>
    /// <param name="place">Place among the sorted sizes, from 0.</param>
    public static double Size(ReadOnlySpan<double> values, int place)
    {
        // Octaves and eighths of them first, then the sizes of one of those.
        Span<int> sizes = stackalloc int[1 << 11];
        sizes.Clear();
        foreach (double v in values) sizes[Eighth(v)]++;
        int at = 0;
        while (place >= sizes[at]) place -= sizes[at++];
        double[] within = new double[sizes[at]];
        int filled = 0;
        foreach (double v in values)
        {
            if (Eighth(v) == at) within[filled++] = Math.Abs(v);
        }

        Array.Sort(within);
        return within[place];

        static int Eighth(double value) => (int)(BitConverter.SingleToUInt32Bits((float)Math.Abs(value)) >> 20);
    }
}
