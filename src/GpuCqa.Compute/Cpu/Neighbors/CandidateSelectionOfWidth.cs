using System.Numerics;
using System.Runtime.CompilerServices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>The selection over one kind of lanes.</summary>
internal sealed unsafe class CandidateSelection<TLanes, TVector> : CandidateSelection
    where TLanes : struct, ILanes<TVector, float>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Largest(float* values, int count, int place)
    {
        float best = float.PositiveInfinity;
        for (int i = 0; i < count; i++)
        {
            TVector x = TLanes.Fill(values[i]);
            int larger = 0;
            for (int j = 0; j < count; j += TLanes.Count) larger += BitOperations.PopCount(TLanes.GreaterMask(TLanes.Load(values + j), x));
            // Values with at most 'place' larger ones are those that stand there or before; the smallest of them stands there.
            float candidate = larger <= place ? values[i] : float.PositiveInfinity;
            best = Math.Min(best, candidate);
        }

        return best;
    }
}
