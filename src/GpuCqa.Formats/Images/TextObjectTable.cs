namespace GpuCqa.Formats.Images;

/// <summary>A delimited file, plain or gzip.</summary>
internal sealed class TextObjectTable(string path, TextHeader header) : ObjectTable
{
    public override string Path => path;

    public override string[] Names => header.Names;

    public override ObjectRows Open() => new TextRows(path, header);
}
