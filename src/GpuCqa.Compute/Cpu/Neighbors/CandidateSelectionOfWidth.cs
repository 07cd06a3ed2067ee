using System.Numerics;
using System.Runtime.CompilerServices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>The selection over one kind of lanes.</summary>
internal sealed unsafe class CandidateSelection<TLanes, TVector> : CandidateSelection
    where TLanes : struct, ILanes<TVector, float>
    where TVector : struct
{
    // Halvings after which more values than wanted are taken; equal values would never come apart.
    private const int Halvings = 20;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Floor(float* values, int count, int k, float known)
    {
        if (Reaching(values, count, known) < k) return known;
        float low = float.IsNegativeInfinity(known) ? Least(values, count) : known, high = Most(values, count);
        if (Reaching(values, count, high) >= k) return high;
        for (int h = 0; h < Halvings; h++)
        {
            float middle = low + (0.5f * (high - low));
            int reaching = Reaching(values, count, middle);
            if (reaching < k) high = middle;
            else low = middle;
            if (reaching >= k && reaching <= k + (k >> 4)) break;
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Descending(float* values, int count, int* order)
    {
        for (int i = 0; i < count; i++) order[i] = -1;
        for (int i = 0; i < count; i++)
        {
            TVector x = TLanes.Fill(values[i]);
            int place = 0;
            for (int j = 0; j < count; j += TLanes.Count) place += BitOperations.PopCount(TLanes.GreaterMask(TLanes.Load(values + j), x));
            // Equal values have as many larger ones, and as many free places after them.
            while (order[place] >= 0) place++;
            order[place] = i;
        }
    }

    private static float Least(float* values, int count)
    {
        float least = values[0];
        for (int i = 1; i < count; i++)
        {
            if (values[i] < least) least = values[i];
        }

        return least;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Most(float* values, int count)
    {
        float* lanes = stackalloc float[Padding];
        TVector most = TLanes.Load(values);
        for (int j = TLanes.Count; j < count; j += TLanes.Count) most = TLanes.Max(most, TLanes.Load(values + j));
        TLanes.Store(most, lanes);
        float largest = lanes[0];
        for (int i = 1; i < TLanes.Count; i++)
        {
            if (lanes[i] > largest) largest = lanes[i];
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Reaching(float* values, int count, float level)
    {
        TVector x = TLanes.Fill(level);
        int reaching = 0;
        for (int j = 0; j < count; j += TLanes.Count) reaching += BitOperations.PopCount(TLanes.AtLeastMask(TLanes.Load(values + j), x));
        return reaching;
    }
}
