using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Stability;

/// <summary>Draws a share of the cells of every lot without replacement.</summary>
/// <remarks>Within each lot, so that no lot's weight changes: a lot with few cells would else lose them in some subsamples, which is what leaving lots out is for. A Philox stream per subsample and lot.</remarks>
public static class SubsampleDraw
{
    /// <summary>The cells of one subsample, ascending.</summary>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots.</param>
    /// <param name="seed">Seed of the discovery.</param>
    /// <param name="number">Number of the subsample.</param>
    /// <returns>Of n cells of a lot <see cref="StabilityRules.SubsampleShare"/> n, rounded to the next integer (halves up), at least one.</returns>
    public static int[] Of(int[] lots, int lotCount, ulong seed, int number)
    {
        var members = new List<int>[lotCount];
        for (int l = 0; l < lotCount; l++) members[l] = [];
        for (int cell = 0; cell < lots.Length; cell++) members[lots[cell]].Add(cell);
        var taken = new List<int>();
        for (int l = 0; l < lotCount; l++)
        {
            int[] own = [.. members[l]];
            int share = own.Length == 0 ? 0 : Math.Max(1, (int)Math.Floor((StabilityRules.SubsampleShare * own.Length) + 0.5));
            var random = new Philox(seed, RandomPurpose.StabilityCells, ((ulong)(uint)number << 32) | (uint)l);
            for (int i = 0; i < share; i++)
            {
                int other = i + random.NextInt32(own.Length - i);
                (own[i], own[other]) = (own[other], own[i]);
            }

            taken.AddRange(own.AsSpan(0, share));
        }

        taken.Sort();
        return [.. taken];
    }
}
