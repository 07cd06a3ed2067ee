using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>The orders in which lots may take one another's readouts when nothing predicts them.</summary>
/// <remarks>
/// Lots that are left out alone change places freely; lots alike in every readout are interchangeable, and each distinct order counts once. Where donors have several lots, donors with equally
/// many lots change places as a whole, and the lots of a donor among themselves: nothing else is exchangeable if donors differ. All orders are taken up to
/// <see cref="MostExact"/> or the asked number, else as many are drawn as asked for, each from a stream of its own (seed, index).
/// </remarks>
public sealed class LotOrders
{
    /// <summary>Up to so many orders (7 different lots) all are taken even where fewer were asked for.</summary>
    public const int MostExact = 5040;

    private readonly int[][] blocks;
    private readonly int[][]? all;
    private readonly ulong seed;

    private LotOrders(int[][] blocks, double possible, int[][]? all, int drawn, ulong seed)
    {
        this.blocks = blocks;
        this.all = all;
        this.seed = seed;
        Possible = possible;
        Count = all?.Length ?? drawn;
    }

    /// <summary>Admissible orders there are.</summary>
    public double Possible { get; }

    /// <summary>Whether all are taken.</summary>
    public bool IsExact => all is not null;

    /// <summary>Orders that are taken.</summary>
    public int Count { get; }

    /// <summary>Smallest p that any result can have.</summary>
    public double SmallestP => IsExact ? 1.0 / Count : 1.0 / (Count + 1.0);

    /// <summary>The orders of lots.</summary>
    /// <param name="folds">Lots that belong together.</param>
    /// <param name="readouts">One vector per readout, one value per lot.</param>
    /// <param name="drawn">Orders to draw where not all are taken.</param>
    /// <param name="seed">Seed of the drawn orders.</param>
    public static LotOrders Of(PredictionFolds folds, IReadOnlyList<double[]> readouts, int drawn, ulong seed)
    {
        int[][] blocks = [.. folds.LeftOut];
        double possible = folds.ByDonor ? OfDonors(blocks) : Distinct(ReadoutClasses.Of(readouts));
        int[][]? all = possible > Math.Max(MostExact, drawn) ? null
            : folds.ByDonor ? [.. Donors(blocks, folds.Lots)] : [.. Arrangements(ReadoutClasses.Of(readouts))];
        return new LotOrders(blocks, possible, all, drawn, seed);
    }

    /// <summary>One order: for each lot, the lot whose readouts it takes.</summary>
    public int[] At(int index)
    {
        if (all is not null) return all[index];
        var random = new Philox(seed, RandomPurpose.PredictionOrders, (ulong)index);
        int[] order = new int[blocks.Sum(b => b.Length)];
        foreach (IGrouping<int, int[]> size in blocks.GroupBy(b => b.Length))
        {
            int[][] own = [.. size], taken = [.. own];
            Shuffle(taken, ref random);
            for (int b = 0; b < own.Length; b++)
            {
                int[] inside = [.. taken[b]];
                Shuffle(inside, ref random);
                for (int i = 0; i < inside.Length; i++) order[own[b][i]] = inside[i];
            }
        }

        return order;
    }

    private static void Shuffle<T>(T[] values, ref Philox random)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private static double OfDonors(int[][] blocks) =>
        blocks.GroupBy(b => b.Length).Aggregate(1.0, (product, size) => product * Factorial(size.Count()) * Math.Pow(Factorial(size.Key), size.Count()));

    private static double Distinct(int[] classes) => classes.CountBy(c => c).Aggregate(Factorial(classes.Length), (orders, c) => orders / Factorial(c.Value));

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);

    // Lexicographic: each place takes the first lot that is left of each class in turn.
    private static IEnumerable<int[]> Arrangements(int[] classes)
    {
        int kinds = classes.Max() + 1;
        int[][] members = [.. Enumerable.Range(0, kinds).Select(c => Enumerable.Range(0, classes.Length).Where(l => classes[l] == c).ToArray())];
        return Fill(new int[classes.Length], 0, new int[kinds], members);
    }

    private static IEnumerable<int[]> Fill(int[] order, int at, int[] used, int[][] members)
    {
        if (at == order.Length)
        {
            yield return (int[])order.Clone();
            yield break;
        }

        for (int c = 0; c < members.Length; c++)
        {
            if (used[c] == members[c].Length) continue;
            order[at] = members[c][used[c]++];
            foreach (int[] whole in Fill(order, at + 1, used, members)) yield return whole;
            used[c]--;
        }
    }

    private static IEnumerable<int[]> Donors(int[][] blocks, int lots)
    {
        IEnumerable<int[]> orders = [new int[lots]];
        foreach (IGrouping<int, int[]> size in blocks.GroupBy(b => b.Length))
        {
            int[][] own = [.. size], inside = [.. Permutations(size.Key)], donors = [.. Permutations(own.Length)];
            orders = [.. orders.SelectMany(o => donors.SelectMany(d => Inside(o, own, d, inside, 0)))];
        }

        return orders;
    }

    private static IEnumerable<int[]> Inside(int[] order, int[][] own, int[] donors, int[][] inside, int block)
    {
        if (block == own.Length) return [order];
        return inside.SelectMany(p =>
        {
            int[] next = (int[])order.Clone();
            for (int i = 0; i < p.Length; i++) next[own[block][i]] = own[donors[block]][p[i]];
            return Inside(next, own, donors, inside, block + 1);
        });
    }

    private static IEnumerable<int[]> Permutations(int n) => Arrangements([.. Enumerable.Range(0, n)]);
}
