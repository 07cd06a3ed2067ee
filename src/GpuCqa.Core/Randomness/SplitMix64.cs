namespace GpuCqa.Core.Randomness;

/// <summary>The SplitMix64 generator (Steele, Lea and Flood, OOPSLA 2014).</summary>
public struct SplitMix64
{
    private ulong state;

    /// <summary>Starts at a seed.</summary>
    public SplitMix64(ulong seed) => state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        state += 0x9E3779B97F4A7C15UL;
        return Finalize(state);
    }

    /// <summary>Uniform on [0, 1): the upper 53 bits times 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The output of a generator seeded with <paramref name="value"/>: a 64-bit hash.</summary>
    public static ulong Mix(ulong value) => Finalize(value + 0x9E3779B97F4A7C15UL);

    private static ulong Finalize(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
