namespace GpuCqa.Analysis.Clusters;

/// <summary>R's default random numbers: Mersenne Twister (Matsumoto and Nishimura 1998) seeded as set.seed does, and sample() by rejection (R 3.6 and later).</summary>
internal sealed class RRandom
{
    private const int Words = 624;
    private const int Middle = 397;
    private readonly uint[] state = new uint[Words];
    private int at = Words;

    /// <summary>As set.seed(seed).</summary>
    public RRandom(uint seed)
    {
        // R scrambles the seed 50 times, then fills a position word (which it overwrites) and the 624 state words.
        for (int i = 0; i < 50; i++) seed = (69069 * seed) + 1;
        seed = (69069 * seed) + 1;
        for (int i = 0; i < Words; i++)
        {
            seed = (69069 * seed) + 1;
            state[i] = seed;
        }
    }

    /// <summary>As runif(1): uniform on (0, 1).</summary>
    public double NextDouble()
    {
        const double Smallest = 2.328306437080797e-10;
        double value = NextUInt32() * 2.3283064365386963e-10;
        return value <= 0 ? 0.5 * Smallest : 1 - value <= 0 ? 1 - (0.5 * Smallest) : value;
    }

    /// <summary>As sample(bound, 1) - 1: uniform integer in [0, bound).</summary>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        int bits = 0;
        while ((1L << bits) < bound) bits++;
        long value;
        do
        {
            value = 0;
            for (int taken = 0; taken <= bits; taken += 16) value = (65536 * value) + (long)Math.Floor(NextDouble() * 65536);
            value &= (1L << bits) - 1;
        }
        while (value >= bound);
        return (int)value;
    }

    private uint NextUInt32()
    {
        if (at == Words) Refill();
        uint y = state[at++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680u;
        y ^= (y << 15) & 0xEFC60000u;
        return y ^ (y >> 18);
    }

    private void Refill()
    {
        for (int i = 0; i < Words; i++)
        {
            uint y = (state[i] & 0x80000000u) | (state[(i + 1) % Words] & 0x7FFFFFFFu);
            state[i] = state[(i + Middle) % Words] ^ (y >> 1) ^ ((y & 1) == 0 ? 0u : 0x9908B0DFu);
        }

        at = 0;
    }
}
