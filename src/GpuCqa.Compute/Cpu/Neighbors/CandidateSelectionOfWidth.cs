using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        if (Count(values, count, known) < k) return known;
        float low = float.IsNegativeInfinity(known) ? Least(values, count) : known, high = Most(values, count);
        if (Count(values, count, high) >= k) return high;
        for (int h = 0; h < Halvings; h++)
        {
            float middle = low + (0.5f * (high - low));
            int reaching = Count(values, count, middle);
            if (reaching < k) high = middle;
            else low = middle;
            if (reaching >= k && reaching <= k + (k >> 4)) break;
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Reaching(float* lower, float* upper, int* indices, int count, float floor)
    {
        int kept = 0;
        if (TLanes.Count == Padding && Avx512F.IsSupported)
        {
            for (int i = 0; i < count; i += Padding)
            {
                Vector512<float> low = Vector512.Load(lower + i), high = Vector512.Load(upper + i);
                Vector512<int> index = Vector512.Load(indices + i);
                Vector512<float> stays = Vector512.GreaterThanOrEqual(high, Vector512.Create(floor)) & Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count - i)).AsSingle();
                // Whole vectors are written, never beyond those that were read.
                Avx512F.Compress(Vector512<float>.Zero, stays, low).Store(lower + kept);
                Avx512F.Compress(Vector512<float>.Zero, stays, high).Store(upper + kept);
                Avx512F.Compress(Vector512<int>.Zero, stays.AsInt32(), index).Store(indices + kept);
                kept += BitOperations.PopCount(stays.ExtractMostSignificantBits());
            }

            return kept;
        }

        for (int i = 0; i < count; i++)
        {
            // Written always, counted when kept: no branch.
            (indices[kept], lower[kept], upper[kept]) = (indices[i], lower[i], upper[i]);
            kept += upper[i] >= floor ? 1 : 0;
        }

        return kept;
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
    private static int Count(float* values, int count, float level)
    {
        TVector x = TLanes.Fill(level);
        int reaching = 0;
        for (int j = 0; j < count; j += TLanes.Count) reaching += BitOperations.PopCount(TLanes.AtLeastMask(TLanes.Load(values + j), x));
        return reaching;
    }
}
