using ILGPU.Runtime;

namespace ILGPU;

internal static class StrideBounds
{
    public static long Checked(long index, long extent)
    {
        if ((ulong)index >= (ulong)extent) ViewFaults.OutOfBounds(index, extent, typeof(void));
        return index;
    }
}
