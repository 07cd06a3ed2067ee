namespace GpuCqa.Compute;

/// <summary>Arrangements of consecutive parts, each of which holds its own lots in classes: every arrangement of one part with every one of the others.</summary>
/// <param name="parts">Per part, its lots of each class.</param>
internal sealed class ArrangedParts(int[][] parts)
{
    /// <summary>Number of arrangements; <see cref="long.MaxValue"/> when there are more than 2^62.</summary>
    public long Count { get; } = CountOf(parts);

    /// <summary>The product over parts of n! / prod(t!); <see cref="long.MaxValue"/> when it is beyond 2^62.</summary>
    public static long CountOf(IEnumerable<int[]> parts)
    {
        Int128 product = 1;
        foreach (int[] sizes in parts)
        {
            long own = LotClasses.Arrangements(sizes);
            if (own == long.MaxValue || (product *= own) > 1L << 62) return long.MaxValue;
        }

        return (long)product;
    }

    /// <summary>Consecutive arrangements, the last part fastest and each part lexicographic, as indices into the lots part by part and class by class.</summary>
    /// <param name="first">Rank of the first arrangement.</param>
    /// <param name="count">Number of arrangements.</param>
    public int[][] Arrange(long first, int count)
    {
        int[][] labels = new int[parts.Length][], starts = new int[parts.Length][];
        int places = 0;
        for (int p = 0; p < parts.Length; p++)
        {
            starts[p] = new int[parts[p].Length];
            for (int c = 0; c < parts[p].Length; places += parts[p][c++]) starts[p][c] = places;
        }

        for (int p = parts.Length - 1; p >= 0; p--)
        {
            long own = LotClasses.Arrangements(parts[p]);
            labels[p] = LotClasses.Unrank(parts[p], first % own);
            first /= own;
        }

        var orders = new int[count][];
        for (int v = 0; v < count; v++)
        {
            int[] order = new int[places];
            for (int p = 0, at = 0; p < parts.Length; p++)
            {
                int[] next = (int[])starts[p].Clone();
                foreach (int label in labels[p]) order[at++] = next[label]++;
            }

            orders[v] = order;
            for (int p = parts.Length - 1; p >= 0 && !LotClasses.Next(labels[p]);) p--;
        }

        return orders;
    }
}
