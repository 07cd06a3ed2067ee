using IlgpuStandin.Engine;

namespace ILGPU;

/// <summary>The running lane's group within the grid.</summary>
public static class Grid
{
    public static int IdxX => Lane.Current.Group.Index.X;

    public static int IdxY => Lane.Current.Group.Index.Y;

    public static int IdxZ => Lane.Current.Group.Index.Z;

    public static Index3D Index => Lane.Current.Group.Index;

    public static int DimX => Lane.Current.Group.GridDim.X;

    public static int DimY => Lane.Current.Group.GridDim.Y;

    public static int DimZ => Lane.Current.Group.GridDim.Z;

    public static Index3D Dimension => Lane.Current.Group.GridDim;

    public static int LinearIndex => (((IdxZ * DimY) + IdxY) * DimX) + IdxX;

    public static Index3D GlobalIndex => ComputeGlobalIndex(Index, Group.Index);

    public static LongIndex3D LongGlobalIndex => ComputeLongGlobalIndex(Index, Group.Index);

    public static int GlobalLinearIndex => (LinearIndex * Group.Dimension.Size) + Group.LinearIndex;

    public static Index1D ComputeGlobalIndex(Index1D gridIdx, Index1D groupIdx) => groupIdx + (gridIdx * Group.DimX);

    public static Index2D ComputeGlobalIndex(Index2D gridIdx, Index2D groupIdx) => groupIdx + (gridIdx * new Index2D(Group.DimX, Group.DimY));

    public static Index3D ComputeGlobalIndex(Index3D gridIdx, Index3D groupIdx) => groupIdx + (gridIdx * Group.Dimension);

    public static LongIndex1D ComputeLongGlobalIndex(Index1D gridIdx, Index1D groupIdx) => groupIdx + ((LongIndex1D)gridIdx * Group.DimX);

    public static LongIndex2D ComputeLongGlobalIndex(Index2D gridIdx, Index2D groupIdx) => groupIdx.ToLongIndex() + (gridIdx.ToLongIndex() * new LongIndex2D(Group.DimX, Group.DimY));

    public static LongIndex3D ComputeLongGlobalIndex(Index3D gridIdx, Index3D groupIdx) => groupIdx.ToLongIndex() + (gridIdx.ToLongIndex() * Group.Dimension.ToLongIndex());
}
