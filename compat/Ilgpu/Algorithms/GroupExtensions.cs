using ILGPU.Algorithms.ScanReduceOperations;
using IlgpuStandin.Engine;

namespace ILGPU.Algorithms;

/// <summary>Reductions and scans over the lanes of a group, through shared memory and in the order of the lanes.</summary>
/// <remarks>ILGPU reduces by warps and then over warps: sums of floating-point numbers differ from its in the last bits.</remarks>
public static class GroupExtensions
{
    /// <summary>The reduction; ILGPU promises it in the first lane, here every lane has it.</summary>
    public static T Reduce<T, TReduction>(T value)
        where T : unmanaged
        where TReduction : struct, IScanReduceOperation<T> => AllReduce<T, TReduction>(value);

    public static T AllReduce<T, TReduction>(T value)
        where T : unmanaged
        where TReduction : struct, IScanReduceOperation<T>
    {
        ArrayView<T> values = Share(value);
        T total = default(TReduction).Identity;
        for (int i = 0; i < Group.Dimension.Size; i++) total = default(TReduction).Apply(total, values[i]);
        Group.Barrier();
        return total;
    }

    public static T ExclusiveScan<T, TScanOperation>(T value)
        where T : unmanaged
        where TScanOperation : struct, IScanReduceOperation<T> => Scan<T, TScanOperation>(value, Group.LinearIndex);

    public static T InclusiveScan<T, TScanOperation>(T value)
        where T : unmanaged
        where TScanOperation : struct, IScanReduceOperation<T> => Scan<T, TScanOperation>(value, Group.LinearIndex + 1);

    private static T Scan<T, TScanOperation>(T value, int count)
        where T : unmanaged
        where TScanOperation : struct, IScanReduceOperation<T>
    {
        ArrayView<T> values = Share(value);
        T total = default(TScanOperation).Identity;
        for (int i = 0; i < count; i++) total = default(TScanOperation).Apply(total, values[i]);
        Group.Barrier();
        return total;
    }

    private static ArrayView<T> Share<T>(T value)
        where T : unmanaged
    {
        ArrayView<T> values = Meeting.Scratch<T>();
        values[Group.LinearIndex] = value;
        Group.Barrier();
        return values;
    }
}
