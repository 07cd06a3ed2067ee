namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>How the sums of a block's columns are cut into groups' work.</summary>
internal struct CountMomentShape
{
    /// <summary>Columns of the block.</summary>
    public int Columns;

    /// <summary>Tiles of columns.</summary>
    public int Tiles;

    /// <summary>Rows of a part.</summary>
    public int PartRows;

    /// <summary>Parts of the rows.</summary>
    public int Parts;

    /// <summary>1 where counts above a column's limit are only counted.</summary>
    public int Limited;
}
