using GpuCqa.Core.Randomness;

namespace GpuCqa.Compute;

/// <summary>The repelling cells of one edge in one epoch: a hash of seed, epoch, edge and sample number (SplitMix64), so that no schedule changes them.</summary>
public struct LayoutSamples
{
    private SplitMix64 words;
    private ulong word;
    private bool half;

    private LayoutSamples(ulong start) => words = new SplitMix64(start);

    /// <summary>The key of an epoch.</summary>
    public static ulong EpochKey(ulong seed, int epoch) => new Philox(seed, RandomPurpose.LayoutNegatives, (ulong)epoch).NextUInt64();

    /// <summary>Starts the samples of an edge.</summary>
    /// <param name="epochKey">From <see cref="EpochKey"/>.</param>
    /// <param name="edge">Index of the edge among the stored entries.</param>
    public static LayoutSamples Of(ulong epochKey, long edge) => new(SplitMix64.Mix(epochKey + ((ulong)edge * 0xD1342543DE82EF95UL)));

    /// <summary>The next cell, uniform in [0, cells) up to 2^-32 cells.</summary>
    public int Next(int cells)
    {
        half = !half;
        if (half) word = words.NextUInt64();
        else word >>= 32;
        return (int)(((word & 0xFFFFFFFF) * (ulong)cells) >> 32);
    }
}
