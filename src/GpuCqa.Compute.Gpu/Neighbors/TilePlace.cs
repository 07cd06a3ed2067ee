namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Where a thread's tile of 8 x 8 scores lies.</summary>
/// <param name="firstRow">Query of its first row; rows 4 to 7 follow half a block later.</param>
/// <param name="firstColumn">Reference of its first column; columns 4 to 7 follow half a block later.</param>
/// <param name="half">Points in half a block.</param>
internal struct TilePlace(int firstRow, int firstColumn, int half)
{
    public int FirstRow = firstRow;
    public int FirstColumn = firstColumn;
    public int Half = half;
}
