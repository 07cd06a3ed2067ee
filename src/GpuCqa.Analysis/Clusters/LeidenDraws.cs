using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

/// <summary>Names the random numbers of one place in the search, so that they depend on nothing that runs beside it.</summary>
/// <param name="Seed">Seed of the clustering.</param>
/// <param name="Stage">What they are for.</param>
/// <param name="Start">Which of the starts.</param>
/// <param name="Turn">Which of the iterations.</param>
internal readonly record struct LeidenDraws(ulong Seed, LeidenStage Stage, int Start = 0, int Turn = 0)
{
    /// <summary>The numbers of one level.</summary>
    public Philox At(int depth) =>
        new(Seed, RandomPurpose.LeidenOrder, ((ulong)Stage << 56) | ((ulong)(uint)(Start & 0xFFFFFF) << 32) | ((ulong)(uint)(Turn & 0xFFFFFF) << 8) | (uint)(depth & 0xFF));
}
