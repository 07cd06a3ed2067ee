using System.Text;
using GpuCqa.Reporting.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tables;

/// <summary>One table of the result folder: which results have it, its file, its columns, and how to write it.</summary>
public abstract class TableDefinition
{
    private protected TableDefinition(string file, string description, Said meaning)
    {
        File = file;
        Description = description;
        Meaning = meaning;
    }

    /// <summary>File name in the result folder; ".gz" is compressed.</summary>
    public string File { get; }

    /// <summary>What a row is.</summary>
    public string Description { get; }

    /// <summary>The columns, in order.</summary>
    public abstract IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>What it holds, in a few words for the report.</summary>
    internal Said Meaning { get; }

    /// <summary>Whether results of a type have this table.</summary>
    public abstract bool IsOf(Type resultType);

    /// <summary>Whether a result of that type has this table: some exist only where they were asked for.</summary>
    public virtual bool IsIn(AnalysisResult result) => IsOf(result.GetType());

    /// <summary>The meaning of one column.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    public string DescriptionOf(string column) =>
        Columns.FirstOrDefault(c => c.Name == column)?.Description ?? throw new ArgumentException($"{File} has no column {column}.", nameof(column));

    /// <summary>Writes header and rows as CSV text.</summary>
    /// <exception cref="ArgumentException">The result has no such table.</exception>
    public abstract void Write(AnalysisResult result, TextWriter output, CancellationToken cancellation = default);

    /// <summary>Writes the table under its file name into a folder.</summary>
    /// <remarks>The same rows give the same bytes: a .gz header carries no time and no name.</remarks>
    public void WriteFile(AnalysisResult result, string folder, CancellationToken cancellation = default)
    {
        using FileStream file = System.IO.File.Create(Path.Combine(folder, File));
        WriteTo(file, result, cancellation);
    }

    /// <summary>The bytes of the table's file.</summary>
    public byte[] Bytes(AnalysisResult result)
    {
        using var file = new MemoryStream();
        WriteTo(file, result, CancellationToken.None);
        return file.ToArray();
    }

    private void WriteTo(Stream file, AnalysisResult result, CancellationToken cancellation)
    {
        using Stream stream = File.EndsWith(".gz", StringComparison.Ordinal) ? new GzipBlocks(file) : file;
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        Write(result, writer, cancellation);
    }
}
