using GpuCqa.Core.Randomness;

namespace GpuCqa.Compute;

/// <summary>Which orders of the lots are evaluated, cut into blocks: the unit of parallel work, of progress and of cancellation.</summary>
/// <remarks>
/// Exact: a block fixes which lots stand in the last <see cref="TailLots"/> places; it holds every order of those times every order of the
/// others, so that a sum over lots is one number of the head plus one of the tail. Monte Carlo: a block is 4096 consecutive permutations,
/// each drawn from a stream of its own (seed, permutation index).
/// </remarks>
public sealed class PermutationPlan
{
    /// <summary>Largest number of lots whose orders are all evaluated: 13! = 6.2e9.</summary>
    public const int MaximumExactLots = 13;

    private const int DrawnBlock = 4096;
    private const int TailSize = 6;

    private PermutationPlan(int lots, bool exact, long permutations, int blocks, ulong seed)
    {
        Lots = lots;
        IsExact = exact;
        Permutations = permutations;
        Blocks = blocks;
        Seed = seed;
        HeadOrders = exact ? OrdersOf(lots - TailLots) : [];
        TailOrders = exact ? OrdersOf(TailLots) : [];
    }

    /// <summary>Number of lots.</summary>
    public int Lots { get; }

    /// <summary>Whether every order is evaluated once.</summary>
    public bool IsExact { get; }

    /// <summary>Orders evaluated.</summary>
    public long Permutations { get; }

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>Seed of the drawn permutations; 0 when exact.</summary>
    public ulong Seed { get; }

    /// <summary>Places of the tail of an exact block.</summary>
    public int TailLots => Math.Min(Lots, TailSize);

    /// <summary>Orders of the head places of an exact block, as indices into the head lots; a single empty one when all lots are in the tail.</summary>
    public int[][] HeadOrders { get; }

    /// <summary>Orders of the tail places of an exact block, as indices into the tail lots.</summary>
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

    /// <summary>Permutations drawn at random.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When there is nothing to draw.</exception>
    public static PermutationPlan MonteCarlo(int lots, long permutations, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lots);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(permutations);
        return new PermutationPlan(lots, false, permutations, checked((int)((permutations + DrawnBlock - 1) / DrawnBlock)), seed);
    }

    /// <summary>Orders of a block.</summary>
    public long OrdersIn(int block) => IsExact ? (long)HeadOrders.Length * TailOrders.Length : Math.Min(DrawnBlock, Permutations - ((long)block * DrawnBlock));

    /// <summary>Lots of the head places and lots of the tail places of an exact block, each ascending.</summary>
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

    /// <summary>The permutations of a Monte Carlo block: Fisher-Yates from the last place down.</summary>
    public int[][] Draw(int block)
    {
        long first = (long)block * DrawnBlock;
        int[][] drawn = new int[(int)OrdersIn(block)][];
        for (int p = 0; p < drawn.Length; p++)
        {
            var random = new Philox(Seed, RandomPurpose.Permutation, (ulong)(first + p));
            int[] order = new int[Lots];
            for (int i = 0; i < order.Length; i++) order[i] = i;
            for (int i = order.Length - 1; i > 0; i--)
            {
                int j = random.NextInt32(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            drawn[p] = order;
        }

        return drawn;
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
