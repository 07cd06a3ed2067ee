using System.Buffers;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Results;

/// <summary>Writes a table row by row, cell after cell in the order of the columns; what is held in memory is one block.</summary>
/// <remarks>Stored blocks are what the wire carries: the columns one after another, each whole, row-major, little endian.</remarks>
public sealed class TableWriter : IDisposable
{
    /// <summary>Bytes to which rows are gathered in a block.</summary>
    public const int BlockBytes = 1 << 20;

    /// <summary>Bytes of the largest row, and so of the largest block.</summary>
    public const int MostBytes = 2 << 20;

    private readonly ColumnBuffer[] columns;
    private readonly FileStream data;
    private readonly BlockListWriter list;
    private readonly int fixedBytes;
    private byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private int next, pending, pendingBytes;
    private long rows;

    internal TableWriter(string name, IReadOnlyList<ColumnSchema> schema, string path, string listPath)
    {
        Name = name;
        columns = schema.Select(c => new ColumnBuffer(c)).ToArray();
        fixedBytes = columns.Sum(c => c.RowBytes);
        pendingBytes = Overhead;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        data = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        list = new BlockListWriter(listPath);
    }

    /// <summary>Name of the table.</summary>
    public string Name { get; }

    /// <summary>The table as it was closed, or null while it is open or when it was left with half a row.</summary>
    public ResultManifest.Table? Stored { get; private set; }

    // The first offset of every column of text.
    private int Overhead => sizeof(long) * columns.Count(c => c.IsText);

    /// <summary>Writes a cell of text.</summary>
    public void Write(string value) => Next(ElementType.Utf8, 1).Add(value);

    /// <summary>Writes a cell.</summary>
    public void Write(float value) => Write([value]);

    /// <summary>Writes a cell.</summary>
    public void Write(double value) => Write([value]);

    /// <summary>Writes a cell.</summary>
    public void Write(int value) => Write([value]);

    /// <summary>Writes a cell.</summary>
    public void Write(long value) => Write([value]);

    /// <summary>Writes a row of a matrix.</summary>
    public void Write(ReadOnlySpan<float> values) => Next(ElementType.Float32, values.Length).Add(values);

    /// <summary>Writes a row of a matrix.</summary>
    public void Write(ReadOnlySpan<double> values) => Next(ElementType.Float64, values.Length).Add(values);

    /// <summary>Writes a row of a matrix.</summary>
    public void Write(ReadOnlySpan<int> values) => Next(ElementType.Int32, values.Length).Add(values);

    /// <summary>Writes a row of a matrix.</summary>
    public void Write(ReadOnlySpan<long> values) => Next(ElementType.Int64, values.Length).Add(values);

    /// <summary>Ends a row.</summary>
    /// <exception cref="PreconditionException">The row is larger than a block may be.</exception>
    public void EndRow()
    {
        if (next != columns.Length) throw new InvalidOperationException($"A row of '{Name}' ends after {next} of {columns.Length} cells.");
        int bytes = fixedBytes + columns.Sum(c => c.TextBytes(pending));
        if (Overhead + bytes > MostBytes) throw new PreconditionException($"A row of the result '{Name}' has {bytes} bytes; expected at most {MostBytes - Overhead}.");
        if (pending > 0 && pendingBytes + bytes > BlockBytes) Flush();
        pending++;
        pendingBytes += bytes;
        next = 0;
    }

    /// <summary>Writes the rest and brings everything to the disk.</summary>
    public void Complete()
    {
        if (Stored is not null) return;
        if (next != 0) throw new InvalidOperationException($"'{Name}' is closed within a row.");
        if (pending > 0) Flush();
        data.Flush(flushToDisk: true);
        Stored = new ResultManifest.Table(Name, new TableSchema { Columns = { columns.Select(c => c.Schema) }, RowCount = rows }, list.Complete());
        Release();
    }

    /// <summary>Closes the table; a row that was not ended leaves it unusable.</summary>
    public void Dispose()
    {
        if (Stored is not null || block.Length == 0) return;
        if (next == 0) Complete();
        else Release();
    }

    /// <summary>Lets go of the files without closing the table.</summary>
    internal void Abandon()
    {
        if (block.Length > 0) Release();
    }

    private ColumnBuffer Next(ElementType type, int width)
    {
        if (next == columns.Length) throw new InvalidOperationException($"A row of '{Name}' has {columns.Length} cells.");
        ColumnSchema schema = columns[next].Schema;
        if (schema.ElementType != type || schema.Width != width) throw new InvalidOperationException($"Column '{schema.Name}' of '{Name}' takes {schema.Width} of {schema.ElementType}, not {width} of {type}.");
        return columns[next++];
    }

    private void Flush()
    {
        if (block.Length < pendingBytes)
        {
            ArrayPool<byte>.Shared.Return(block);
            block = ArrayPool<byte>.Shared.Rent(pendingBytes);
        }

        int bytes = 0;
        foreach (ColumnBuffer column in columns) bytes += column.Take(pending, block.AsSpan(bytes));
        data.Write(block, 0, bytes);
        list.Add(pending, block.AsSpan(0, bytes));
        rows += pending;
        pending = 0;
        pendingBytes = Overhead;
    }

    private void Release()
    {
        data.Dispose();
        list.Dispose();
        ArrayPool<byte>.Shared.Return(block);
        block = [];
    }
}
