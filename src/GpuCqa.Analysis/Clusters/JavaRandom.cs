namespace GpuCqa.Analysis.Clusters;

/// <summary>The 48-bit linear congruential generator of java.util.Random, which fixes the order in which Seurat's Louvain visits cells.</summary>
internal sealed class JavaRandom
{
    private const ulong Multiplier = 0x5DEECE66DUL;
    private const ulong Mask = (1UL << 48) - 1;
    private ulong state;

    /// <summary>Starts at a seed.</summary>
    public JavaRandom(ulong seed) => state = (seed ^ Multiplier) & Mask;

    /// <summary>Uniform integer in [0, bound).</summary>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        if ((bound & -bound) == bound) return (int)(((long)bound * Next31()) >> 31);
        int bits, value;
        do
        {
            bits = Next31();
            value = bits % bound;
        }
        while (unchecked(bits - value + (bound - 1)) < 0);
        return value;
    }

    /// <summary>Every number below <paramref name="count"/> once: position i swaps with a random position, for i in order.</summary>
    public int[] Permutation(int count)
    {
        int[] order = Grouping.Singletons(count);
        for (int i = 0; i < count; i++)
        {
            int j = NextInt32(count);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private int Next31()
    {
        state = ((state * Multiplier) + 0xBUL) & Mask;
        return (int)(state >> 17);
    }
}
