using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Images;

/// <summary>Rows of a delimited table.</summary>
internal sealed class TextRows : ObjectRows
{
    private readonly DelimitedReader reader;
    private readonly int width;
    private readonly string[] names;

    /// <summary>Stands before the first row under the header.</summary>
    public TextRows(string path, TextHeader header)
    {
        names = header.Names;
        width = names.Length;
        reader = new DelimitedReader(path, header.Delimiter, quoting: true);
        for (int r = 0; r < header.Rows; r++) reader.Read();
    }

    public override string Path => reader.Path;

    public override string Row => string.Create(CultureInfo.InvariantCulture, $"line {reader.Line}");

    public override bool Read()
    {
        if (!reader.Read()) return false;
        if (reader.FieldCount != width) throw new BadDataException(Path, Row, $"has {reader.FieldCount} fields, the header has {width}");
        return true;
    }

    public override string Text(int column) => reader.Text(column).Trim();

    public override float Number(int column) =>
        ImageNumbers.TryParse(reader.Field(column), out float value) ? value : throw Bad(column, names[column], ImageNumbers.Finding(Text(column)));

    public override void Dispose() => reader.Dispose();
}
