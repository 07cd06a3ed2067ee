using ILGPU.Algorithms.ScanReduceOperations;

namespace ILGPU.Algorithms;

/// <summary>Reductions and scans over the lanes of a warp, by shuffles.</summary>
public static class WarpExtensions
{
    /// <summary>The reduction, in the first lane; other lanes hold partial results.</summary>
    public static T Reduce<T, TReduction>(T value)
        where T : unmanaged
        where TReduction : struct, IScanReduceOperation<T>
    {
        for (int delta = Warp.WarpSize / 2; delta > 0; delta /= 2) value = default(TReduction).Apply(value, Warp.ShuffleDown(value, delta));
        return value;
    }

    /// <summary>The reduction, in every lane.</summary>
    public static T AllReduce<T, TReduction>(T value)
        where T : unmanaged
        where TReduction : struct, IScanReduceOperation<T>
    {
        for (int mask = Warp.WarpSize / 2; mask > 0; mask /= 2) value = default(TReduction).Apply(value, Warp.ShuffleXor(value, mask));
        return value;
    }

    public static T InclusiveScan<T, TScan>(T value)
        where T : unmanaged
        where TScan : struct, IScanReduceOperation<T>
    {
        int lane = Warp.LaneIdx;
        for (int delta = 1; delta < Warp.WarpSize; delta *= 2)
        {
            T left = Warp.ShuffleUp(value, delta);
            if (lane >= delta) value = default(TScan).Apply(left, value);
        }

        return value;
    }

    public static T ExclusiveScan<T, TScan>(T value)
        where T : unmanaged
        where TScan : struct, IScanReduceOperation<T>
    {
        T scanned = Warp.ShuffleUp(InclusiveScan<T, TScan>(value), 1);
        return Warp.IsFirstLane ? default(TScan).Identity : scanned;
    }
}
