namespace GpuCqa.Core.Randomness;

/// <summary>Counter-based random numbers (Philox4x32-10, Salmon et al., SC'11): a pure function of seed, purpose and counter.</summary>
/// <remarks>
/// A stream is named by what it is for and by an index (cell, epoch, start), never by a thread, so results do not depend on
/// scheduling. The generator is a mutable struct: keep it in a local, pass it by reference.
/// </remarks>
public struct Philox
{
    private readonly uint key0;
    private readonly uint key1;
    private readonly uint index0;
    private readonly uint index1;
    private ulong position;
    private uint word0, word1, word2, word3;
    private int used;

    /// <summary>Starts the stream (seed, purpose, index).</summary>
    public Philox(ulong seed, RandomPurpose purpose, ulong index = 0)
    {
        // The purpose is mixed into the key so that two purposes of one seed never share a counter space.
        ulong key = SplitMix64.Mix(seed ^ ((ulong)purpose * 0x9E3779B97F4A7C15UL));
        key0 = (uint)key;
        key1 = (uint)(key >> 32);
        index0 = (uint)index;
        index1 = (uint)(index >> 32);
        used = 4;
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        if (used == 4)
        {
            (word0, word1, word2, word3) = Block((uint)position, (uint)(position >> 32), index0, index1, key0, key1);
            position++;
            used = 0;
        }

        return used++ switch { 0 => word0, 1 => word1, 2 => word2, _ => word3 };
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => NextUInt32() | ((ulong)NextUInt32() << 32);

    /// <summary>Uniform on [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform integer in [0, bound), without modulo bias (Lemire's rejection).</summary>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint range = (uint)bound;
        ulong product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            uint threshold = unchecked(0u - range) % range;
            while ((uint)product < threshold) product = (ulong)NextUInt32() * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>Standard normal deviate (Box-Muller on two uniforms; the second deviate is discarded so that the count of draws is fixed).</summary>
    public double NextNormal()
    {
        double u = 1.0 - NextDouble();
        double v = NextDouble();
        return Math.Sqrt(-2.0 * Math.Log(u)) * Math.Cos(2.0 * Math.PI * v);
    }

    /// <summary>The Philox4x32-10 bijection of one 128-bit counter under a 64-bit key.</summary>
    public static (uint, uint, uint, uint) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = (ulong)0xD2511F53u * c0;
            ulong p1 = (ulong)0xCD9E8D57u * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }

        return (c0, c1, c2, c3);
    }
}
