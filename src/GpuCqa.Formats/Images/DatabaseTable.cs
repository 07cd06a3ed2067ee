namespace GpuCqa.Formats.Images;

/// <summary>A table of an SQLite database.</summary>
internal sealed class DatabaseTable(string path, string table, string[] names) : ObjectTable
{
    public override string Path => $"{path}, table {table}";

    public override string[] Names => names;

    public override ObjectRows Open() => new DatabaseRows(path, table, names);
}
