using System.Runtime.InteropServices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>A table of float32 whose rows are <see cref="LotResiduals.Width"/> numbers: each a line of the processor's cache, where a table of a managed array would straddle two.</summary>
internal sealed class LaneTable
{
    private const int LineBytes = 64;
    private readonly float[] memory;
    private readonly int start, length;

    /// <summary>A table of zeros.</summary>
    public LaneTable(int rows)
    {
        length = checked(rows * LotResiduals.Width);
        memory = GC.AllocateArray<float>(length + (LineBytes / sizeof(float)), pinned: true);
        start = (int)((LineBytes - (Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) % LineBytes)) % LineBytes / sizeof(float));
    }

    /// <summary>All rows.</summary>
    public Span<float> All => memory.AsSpan(start, length);

    /// <summary>One row.</summary>
    public Span<float> Row(int row) => memory.AsSpan(start + (row * LotResiduals.Width), LotResiduals.Width);
}
