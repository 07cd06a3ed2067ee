namespace GpuCqa.Analysis.Clusters;

/// <summary>The adjusted Rand index of two partitions (Hubert and Arabie 1985).</summary>
public static class AdjustedRandIndex
{
    /// <summary>1 for equal partitions, about 0 for independent ones, negative for less agreement than by chance.</summary>
    /// <param name="a">Cluster of each cell.</param>
    /// <param name="b">Cluster of each cell in the other partition.</param>
    /// <returns>The index; 1 when both partitions are trivial in the same way and the index is not defined.</returns>
    /// <exception cref="ArgumentException">The partitions are of different lengths.</exception>
    public static double Of(int[] a, int[] b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"The partitions have {a.Length} and {b.Length} cells.", nameof(b));
        (double both, double first, double second) = Counted(a, b);
        double all = a.Length * (a.Length - 1.0) / 2;
        double expected = all == 0 ? 0 : first * second / all;
        double most = (first + second) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    // Numbers of pairs are integers: no order of summation changes them.
    private static (double Both, double First, double Second) Counted(int[] a, int[] b)
    {
        (int least, int most, int otherLeast, int otherMost) = a.Length == 0 ? (0, 0, 0, 0) : (a.Min(), a.Max(), b.Min(), b.Max());
        long rows = (long)most - least + 1, columns = (long)otherMost - otherLeast + 1;
        if (rows * columns > Math.Max(1 << 16, a.Length)) return (Pairs(a.Zip(b)), Pairs(a), Pairs(b));
        var table = new int[rows * columns];
        for (int i = 0; i < a.Length; i++) table[((a[i] - least) * columns) + (b[i] - otherLeast)]++;
        long[] ofRows = new long[rows], ofColumns = new long[columns];
        double both = 0;
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                long n = table[(r * columns) + c];
                both += n * (n - 1.0) / 2;
                ofRows[r] += n;
                ofColumns[c] += n;
            }
        }

        return (both, ofRows.Sum(n => n * (n - 1.0) / 2), ofColumns.Sum(n => n * (n - 1.0) / 2));
    }

    private static double Pairs<T>(IEnumerable<T> labels) where T : notnull
    {
        var sizes = new Dictionary<T, long>();
        foreach (T label in labels) sizes[label] = sizes.GetValueOrDefault(label) + 1;
        return sizes.Values.Sum(n => n * (n - 1.0) / 2);
    }
}
