namespace IlgpuStandin;

/// <summary>An order of groups and of lanes.</summary>
public readonly record struct LaunchOrder
{
    private readonly Kind kind;
    private readonly int seed;

    private LaunchOrder(Kind kind, int seed) => (this.kind, this.seed) = (kind, seed);

    private enum Kind
    {
        Ascending,
        Descending,
        Shuffled,
    }

    /// <summary>First to last; groups of kernels without atomics run on all cores.</summary>
    public static LaunchOrder Ascending => default;

    /// <summary>Last to first, one after another.</summary>
    public static LaunchOrder Descending => new(Kind.Descending, 0);

    /// <summary>Any order, one after another, the same for the same seed.</summary>
    public static LaunchOrder Shuffled(int seed) => new(Kind.Shuffled, seed);

    /// <summary>Reads "ascending", "descending" or "shuffled:SEED"; ascending when there is nothing.</summary>
    public static LaunchOrder Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text == "ascending") return Ascending;
        if (text == "descending") return Descending;
        if (text.StartsWith("shuffled:", StringComparison.Ordinal) && int.TryParse(text.AsSpan("shuffled:".Length), out int seed)) return Shuffled(seed);
        throw new ArgumentException($"'{text}' is not an order of launches: ascending, descending or shuffled:SEED.", nameof(text));
    }

    internal bool IsAscending => kind == Kind.Ascending;

    /// <summary>The places 0 to count - 1 in this order.</summary>
    internal int[] Of(int count)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = kind == Kind.Descending ? count - 1 - i : i;
        if (kind == Kind.Shuffled) new Random(seed).Shuffle(order);
        return order;
    }
}
