namespace GpuCqa.Compute;

/// <summary>The anchors that stand behind each anchor cell: those of cell m lie from <c>Starts[m]</c> to <c>Starts[m + 1]</c>.</summary>
/// <param name="Starts">anchor cells + 1 offsets.</param>
/// <param name="Anchors">Indices of anchors, ascending within a cell; every cell has at least one. The same anchor may stand behind several cells.</param>
public sealed record AnchorGroups(int[] Starts, int[] Anchors)
{
    /// <summary>Number of anchor cells.</summary>
    public int Count => Starts.Length - 1;
}
