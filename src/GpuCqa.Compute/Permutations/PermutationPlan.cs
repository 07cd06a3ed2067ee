using GpuCqa.Core.Randomness;

namespace GpuCqa.Compute;

/// <summary>Which orders of the lots are evaluated, cut into blocks: the unit of parallel work, of progress and of cancellation.</summary>
/// <remarks>
/// Exact: a block fixes which lots stand in the last <see cref="TailLots"/> places; it holds every order of those times every order of the
/// others, so that a sum over lots is one number of the head plus one of the tail. Lots that are alike in every readout are interchangeable, and each
/// distinct order is evaluated once: n! / prod(t!) orders with the same distribution as all n!, since every distinct order stands for prod(t!) of them.
/// Lots may be kept to parts of the places (a batch, a donor): then only orders within each part are admissible, and every distinct one of these is evaluated.
/// Monte Carlo: a block is 4096 consecutive permutations, each drawn from a stream of its own (seed, permutation index).
/// </remarks>
public sealed class PermutationPlan
{
    /// <summary>Largest number of different lots whose orders are all evaluated: 13! = 6.2e9.</summary>
    public const int MaximumExactLots = 13;

    /// <summary>Most distinct orders of more lots that are all evaluated: minutes for a family of a hundred.</summary>
    public const long MaximumExactOrders = 4_000_000_000;

    private const int DrawnBlock = 4096;
    private const int TailSize = 6;

    private readonly DistinctOrders? distinct;
    private readonly int[]? partOf;

    private PermutationPlan(int lots, bool exact, long permutations, int blocks, ulong seed, DistinctOrders? distinct = null, int[]? partOf = null)
    {
        this.distinct = distinct;
        this.partOf = partOf;
        Lots = lots;
        IsExact = exact;
        Permutations = permutations;
        Blocks = blocks;
        Seed = seed;
        HeadOrders = SharesOrders ? OrdersOf(lots - TailLots) : [];
        TailOrders = SharesOrders ? OrdersOf(TailLots) : [];
    }

    /// <summary>Number of lots.</summary>
    public int Lots { get; }

    /// <summary>Whether every distinct order is evaluated once.</summary>
    public bool IsExact { get; }

    /// <summary>Whether all blocks go through the same orders of their lots: exact, all lots different.</summary>
    public bool SharesOrders => IsExact && distinct is null;

    /// <summary>Orders evaluated.</summary>
    public long Permutations { get; }

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>Seed of the drawn permutations; 0 when exact.</summary>
    public ulong Seed { get; }

    /// <summary>Places of the tail of an exact block.</summary>
    public int TailLots => distinct is null ? Math.Min(Lots, TailSize) : Math.Min(Lots, Math.Max(TailSize, Lots / 2));

    /// <summary>Where blocks share their orders: orders of the head places, as indices into the head lots; a single empty one when all lots are in the tail.</summary>
    public int[][] HeadOrders { get; }

    /// <summary>Where blocks share their orders: orders of the tail places, as indices into the tail lots.</summary>
    public int[][] TailOrders { get; }

    /// <summary>All n! orders.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When there are more than <see cref="MaximumExactLots"/> lots.</exception>
    public static PermutationPlan Exact(int lots)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lots);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lots, MaximumExactLots);
        long orders = 1;
        for (int i = 2; i <= lots; i++) orders *= i;
        return new PermutationPlan(lots, true, orders, (int)Choose(lots, Math.Min(lots, TailSize)), 0);
    }

    /// <summary>All distinct orders of lots of which some are alike.</summary>
    /// <param name="classOf">Per lot, its class, 0 to the number of classes less one; lots of a class are alike in every readout.</param>
    /// <exception cref="ArgumentOutOfRangeException">When there are more distinct orders than <see cref="MaximumExactOrders"/> and more lots than <see cref="MaximumExactLots"/>.</exception>
    public static PermutationPlan Exact(int[] classOf)
    {
        var classes = new LotClasses(classOf);
        int[] sizes = classes.Sizes;
        if (sizes.Length == classOf.Length) return Exact(classOf.Length);
        long orders = LotClasses.Arrangements(sizes);
        if (classOf.Length > MaximumExactLots) ArgumentOutOfRangeException.ThrowIfGreaterThan(orders, MaximumExactOrders, nameof(classOf));
        var distinct = new DistinctOrders([classes], Math.Min(classOf.Length, Math.Max(TailSize, classOf.Length / 2)));
        return new PermutationPlan(classOf.Length, true, orders, distinct.Blocks, 0, distinct);
    }

    /// <summary>All distinct orders that leave every lot in its part.</summary>
    /// <param name="classOf">Per lot, its class, from 0; lots of a class are alike in every readout.</param>
    /// <param name="partOf">Per lot, its part, 0 to the number of parts less one, ascending.</param>
    /// <exception cref="ArgumentException">When parts do not ascend by steps of one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">When there are more distinct orders than <see cref="MaximumExactOrders"/> and more lots than <see cref="MaximumExactLots"/>.</exception>
    public static PermutationPlan Exact(int[] classOf, int[] partOf)
    {
        if (Parts(classOf, partOf) is not { Length: > 1 } parts) return Exact(classOf);
        long orders = ArrangedParts.CountOf(parts.Select(p => p.Sizes));
        if (classOf.Length > MaximumExactLots) ArgumentOutOfRangeException.ThrowIfGreaterThan(orders, MaximumExactOrders, nameof(classOf));
        var distinct = new DistinctOrders(parts, Math.Min(classOf.Length, Math.Max(TailSize, classOf.Length / 2)));
        return new PermutationPlan(classOf.Length, true, orders, distinct.Blocks, 0, distinct, partOf);
    }

    /// <summary>Number of distinct orders, n! / prod(t!); <see cref="long.MaxValue"/> when it is beyond 2^62.</summary>
    /// <param name="classOf">Per lot, its class, 0 to the number of classes less one.</param>
    public static long CountOrders(int[] classOf) => LotClasses.Arrangements(new LotClasses(classOf).Sizes);

    /// <summary>Number of distinct orders that leave every lot in its part, the product over parts of n! / prod(t!); <see cref="long.MaxValue"/> when it is beyond 2^62.</summary>
    /// <param name="classOf">Per lot, its class, from 0.</param>
    /// <param name="partOf">Per lot, its part, 0 to the number of parts less one, ascending.</param>
    /// <exception cref="ArgumentException">When parts do not ascend by steps of one.</exception>
    public static long CountOrders(int[] classOf, int[] partOf) => ArrangedParts.CountOf(Parts(classOf, partOf).Select(p => p.Sizes));

    /// <summary>Permutations drawn at random.</summary>
    /// <param name="lots">Number of lots.</param>
    /// <param name="permutations">How many.</param>
    /// <param name="seed">Seed of their streams.</param>
    /// <param name="partOf">Per lot, the part that it stays in, 0 to the number of parts less one, ascending; null = all may change places.</param>
    /// <exception cref="ArgumentException">When parts do not ascend by steps of one, or are not one a lot.</exception>
    /// <exception cref="ArgumentOutOfRangeException">When there is nothing to draw.</exception>
    public static PermutationPlan MonteCarlo(int lots, long permutations, ulong seed, int[]? partOf = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lots);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(permutations);
        if (partOf is not null) _ = Parts(new int[lots], partOf);
        return new PermutationPlan(lots, false, permutations, checked((int)((permutations + DrawnBlock - 1) / DrawnBlock)), seed, partOf: partOf);
    }

    /// <summary>Number of orders in a block.</summary>
    public long OrdersIn(int block) => distinct?.OrdersIn(block) ?? (IsExact ? (long)HeadOrders.Length * TailOrders.Length : Math.Min(DrawnBlock, Permutations - ((long)block * DrawnBlock)));

    /// <summary>The orders of a block; drawn ones have no head.</summary>
    public PermutationOrders Orders(int block)
    {
        if (distinct is not null) return distinct.Orders(block);
        if (!IsExact) return new PermutationOrders([], [[]], [.. Enumerable.Range(0, Lots)], Draw(block));
        (int[] head, int[] tail) = Split(block);
        return new PermutationOrders(head, HeadOrders, tail, TailOrders);
    }

    /// <summary>Where blocks share their orders: lots of the head places and lots of the tail places of a block, each ascending.</summary>
    public (int[] Head, int[] Tail) Split(int block)
    {
        // The block is the rank of the tail among combinations in lexicographic order.
        var head = new List<int>();
        var tail = new List<int>();
        long rank = block;
        for (int lot = 0; lot < Lots; lot++)
        {
            int missing = TailLots - tail.Count;
            long with = missing == 0 ? 0 : Choose(Lots - lot - 1, missing - 1);
            if (missing > 0 && rank < with)
            {
                tail.Add(lot);
            }
            else
            {
                rank -= with;
                head.Add(lot);
            }
        }

        return ([.. head], [.. tail]);
    }

    /// <summary>The permutations of a Monte Carlo block: Fisher-Yates from the last place down, in each part by itself.</summary>
    public int[][] Draw(int block)
    {
        long first = (long)block * DrawnBlock;
        int[][] drawn = new int[(int)OrdersIn(block)][];
        int[] starts = [.. Enumerable.Range(0, Lots).Select(i => partOf is null ? 0 : Array.IndexOf(partOf, partOf[i]))];
        for (int p = 0; p < drawn.Length; p++)
        {
            var random = new Philox(Seed, RandomPurpose.Permutation, (ulong)(first + p));
            int[] order = new int[Lots];
            for (int i = 0; i < order.Length; i++) order[i] = i;
            for (int i = order.Length - 1; i > 0; i--)
            {
                if (i == starts[i]) continue;
                int j = starts[i] + random.NextInt32(i - starts[i] + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            drawn[p] = order;
        }

        return drawn;
    }

    private static LotClasses[] Parts(int[] classOf, int[] partOf)
    {
        if (partOf.Length != classOf.Length) throw new ArgumentException($"Expected a part for each of {classOf.Length} lots, found {partOf.Length}.", nameof(partOf));
        for (int i = 0; i < partOf.Length; i++)
        {
            if (partOf[i] != (i == 0 ? 0 : partOf[i - 1]) && (i == 0 || partOf[i] != partOf[i - 1] + 1)) throw new ArgumentException($"Expected parts that ascend by steps of one from 0, found {partOf[i]} at lot {i}.", nameof(partOf));
        }

        return [.. Enumerable.Range(0, partOf.Length).GroupBy(i => partOf[i]).Select(g => new LotClasses(classOf, g))];
    }

    // Every order of 0 .. size - 1, lexicographic.
    private static int[][] OrdersOf(int size)
    {
        var orders = new List<int[]>();
        Extend([], [.. Enumerable.Range(0, size)]);
        return [.. orders];

        void Extend(int[] prefix, int[] left)
        {
            if (left.Length == 0) orders.Add(prefix);
            foreach (int next in left) Extend([.. prefix, next], [.. left.Where(l => l != next)]);
        }
    }

    private static long Choose(int n, int k)
    {
        long result = 1;
        for (int i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return k > n ? 0 : result;
    }
}
