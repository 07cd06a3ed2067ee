using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>The lanes that share a row: 32 neighbours of a group, or the whole group where it is smaller.</summary>
/// <remarks>
/// Lane l takes entries l, l + 32, ...: 32 neighbouring columns or values are one line of 128 bytes. Lanes never exchange anything within a kernel, so
/// neither barrier nor shuffle is needed, and a team need not be a warp. Teams stride over the rows of the grid.
/// </remarks>
internal readonly struct RowTeam(int lane, int lanes, int first, int stride)
{
    /// <summary>Lanes of a team on every device whose groups hold as many.</summary>
    public const int Width = 32;

    /// <summary>Which lane this thread is.</summary>
    public readonly int Lane = lane;

    /// <summary>Lanes of the team.</summary>
    public readonly int Lanes = lanes;

    /// <summary>First row of the team; beyond all rows for a thread that fills no team.</summary>
    public readonly int First = first;

    /// <summary>Rows to the team's next one.</summary>
    public readonly int Stride = stride;

    /// <summary>The team of this thread over the rows of the whole grid.</summary>
    public static RowTeam OfGrid()
    {
        int lanes = Group.DimX < Width ? Group.DimX : Width, teams = Group.DimX / lanes, team = Group.IdxX / lanes;
        int first = team < teams ? (Grid.IdxX * teams) + team : int.MaxValue;
        return new RowTeam(Group.IdxX - (team * lanes), lanes, first, Grid.DimX * teams);
    }

    /// <summary>The team of this thread over rows that one group takes alone.</summary>
    /// <param name="firstRow">First row of the group.</param>
    public static RowTeam OfGroup(int firstRow)
    {
        int lanes = Group.DimX < Width ? Group.DimX : Width, teams = Group.DimX / lanes, team = Group.IdxX / lanes;
        return new RowTeam(Group.IdxX - (team * lanes), lanes, team < teams ? firstRow + team : int.MaxValue, teams);
    }
}
