using System.Numerics;

namespace GpuCqa.Compute.Neighbors;

/// <summary>What score tiles of all widths can do alike.</summary>
internal static unsafe class ScoreTile
{
    /// <summary>Appends the masked scores one by one.</summary>
    public static void Append(float* scores, uint mask, int first, float margin, float* lower, float* upper, int* indices)
    {
        for (int at = 0; mask != 0; mask &= mask - 1, at++)
        {
            int c = BitOperations.TrailingZeroCount(mask);
            (lower[at], upper[at], indices[at]) = (scores[c] - margin, scores[c] + margin, first + c);
        }
    }
}
