namespace GpuCqa.Compute;

/// <summary>Lots in classes, those of a class alike in every readout: orders that only swap lots of a class are one.</summary>
internal sealed class LotClasses
{
    private readonly int[][] lots;

    /// <param name="classOf">Per lot, its class, from 0.</param>
    /// <param name="members">The lots that are meant; null = all.</param>
    public LotClasses(int[] classOf, IEnumerable<int>? members = null)
    {
        lots = [.. (members ?? Enumerable.Range(0, classOf.Length)).GroupBy(lot => classOf[lot]).OrderBy(g => g.Key).Select(g => g.ToArray())];
    }

    /// <summary>Lots of each class.</summary>
    public int[] Sizes => Array.ConvertAll(lots, c => c.Length);

    /// <summary>Different arrangements of so many lots of each class, n! / prod(t!); <see cref="long.MaxValue"/> when there are more than 2^62.</summary>
    public static long Arrangements(int[] sizes)
    {
        Int128 product = 1;
        int used = 0;
        foreach (int size in sizes)
        {
            // After i steps the factor is a binomial coefficient, so every division is even.
            for (int i = 1; i <= size; i++)
            {
                product = product * ++used / i;
                if (product > 1L << 62) return long.MaxValue;
            }
        }

        return (long)product;
    }

    /// <summary>Every way to choose so many lots when those of a class are alike: numbers of each class.</summary>
    public IEnumerable<int[]> Choices(int chosen) => Choices(new int[lots.Length], 0, chosen, lots.Sum(c => c.Length));

    /// <summary>The first so many lots of each class, and the rest.</summary>
    public (int[] Chosen, int[] Others) Split(int[] choice) =>
        ([.. lots.SelectMany((c, i) => c.Take(choice[i]))], [.. lots.SelectMany((c, i) => c.Skip(choice[i]))]);

    /// <summary>The arrangement of a rank, lexicographic: the class of the lot in each place.</summary>
    /// <param name="sizes">Lots of each class.</param>
    /// <param name="rank">Rank of the arrangement, from 0.</param>
    public static int[] Unrank(int[] sizes, long rank)
    {
        int[] left = (int[])sizes.Clone(), labels = new int[sizes.Sum()];
        for (int i = 0; i < labels.Length; i++)
        {
            for (int c = 0; ; c++)
            {
                if (left[c] == 0) continue;
                left[c]--;
                long with = Arrangements(left);
                if (rank < with)
                {
                    labels[i] = c;
                    break;
                }

                rank -= with;
                left[c]++;
            }
        }

        return labels;
    }

    /// <summary>Takes the next arrangement; false, and the first one again, after the last.</summary>
    /// <param name="labels">The class of the lot in each place.</param>
    public static bool Next(int[] labels)
    {
        if (labels.Length < 2) return false;
        // The longest falling end, the smallest larger label before it, the end turned round.
        int i = labels.Length - 2, j = labels.Length - 1;
        while (i >= 0 && labels[i] >= labels[i + 1]) i--;
        if (i >= 0)
        {
            while (labels[j] <= labels[i]) j--;
            (labels[i], labels[j]) = (labels[j], labels[i]);
        }

        Array.Reverse(labels, i + 1, labels.Length - i - 1);
        return i >= 0;
    }

    // Left is how many lots this and later classes have.
    private IEnumerable<int[]> Choices(int[] choice, int at, int missing, int left)
    {
        if (at == lots.Length)
        {
            yield return (int[])choice.Clone();
            yield break;
        }

        int size = lots[at].Length;
        for (int taken = Math.Min(size, missing); taken >= Math.Max(0, missing - (left - size)); taken--)
        {
            choice[at] = taken;
            foreach (int[] whole in Choices(choice, at + 1, missing - taken, left - size)) yield return whole;
        }
    }
}
