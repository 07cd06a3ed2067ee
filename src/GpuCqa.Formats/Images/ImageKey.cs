namespace GpuCqa.Formats.Images;

/// <summary>Which image of an export a row is of.</summary>
/// <param name="Table">CellProfiler's TableNumber, where several runs are in one table; else empty.</param>
/// <param name="Number">ImageNumber.</param>
internal readonly record struct ImageKey(string Table, long Number)
{
    public override string ToString() => Table.Length == 0 ? $"image {Number}" : $"image {Number} of table {Table}";
}
