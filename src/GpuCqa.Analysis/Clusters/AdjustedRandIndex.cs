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
        double both = Pairs(a.Zip(b)), first = Pairs(a), second = Pairs(b);
        double all = a.Length * (a.Length - 1.0) / 2;
        double expected = all == 0 ? 0 : first * second / all;
        double most = (first + second) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    private static double Pairs<T>(IEnumerable<T> labels) where T : notnull
    {
        var sizes = new Dictionary<T, long>();
        foreach (T label in labels) sizes[label] = sizes.GetValueOrDefault(label) + 1;
        return sizes.Values.Sum(n => n * (n - 1.0) / 2);
    }
}
