using System.Buffers;
using System.Runtime.InteropServices;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Results;

/// <summary>Gathers chosen columns of consecutive rows from stored blocks into blocks of their own: slices are copied, nothing is decoded.</summary>
/// <remarks>Not thread-safe. What is held is one block of up to <see cref="TableWriter.BlockBytes"/>, or the chosen part of one stored block, twice.</remarks>
public sealed class RowGather : IDisposable
{
    private readonly ColumnChoice choice;
    private readonly GatheredColumn[] columns;
    private readonly (int From, int Bytes)[] slices;
    private byte[] block = [];

    /// <summary>Gathers a choice of columns.</summary>
    public RowGather(ColumnChoice choice)
    {
        this.choice = choice;
        columns = [.. choice.Schema.Columns.Select(c => new GatheredColumn(IsText(c)))];
        slices = new (int, int)[choice.Stored.Columns.Count];
    }

    /// <summary>Rows gathered.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds rows of a stored block, unless the block that they would make with those before is too large.</summary>
    /// <param name="stored">The stored block.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="from">First row wanted.</param>
    /// <param name="count">Rows wanted.</param>
    /// <returns>Whether they were added; without rows before they always are.</returns>
    public bool TryAdd(ReadOnlySpan<byte> stored, int rows, int from, int count)
    {
        Slice(stored, rows, from, count);
        long bytes = columns.Sum(c => (long)c.Bytes) + choice.Places.Sum(p => (long)slices[p].Bytes + (IsText(choice.Stored.Columns[p]) ? (long)count * sizeof(long) : 0));
        if (Rows > 0 && bytes > TableWriter.BlockBytes) return false;
        for (int c = 0; c < columns.Length; c++)
        {
            (int start, int length) = slices[choice.Places[c]];
            if (!IsText(choice.Schema.Columns[c]))
            {
                columns[c].Add(stored.Slice(start, length));
                continue;
            }

            ReadOnlySpan<byte> offsets = stored.Slice(start + (from * sizeof(long)), (count + 1) * sizeof(long));
            columns[c].Add(offsets, stored.Slice(start + ((rows + 1) * sizeof(long)) + (int)MemoryMarshal.Read<long>(offsets), length));
        }

        Rows += count;
        return true;
    }

    /// <summary>The block that was gathered; it is the caller's until the next one is taken.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        int bytes = columns.Sum(c => c.Bytes), written = 0;
        if (block.Length < bytes)
        {
            if (block.Length > 0) ArrayPool<byte>.Shared.Return(block);
            block = ArrayPool<byte>.Shared.Rent(bytes);
        }

        foreach (GatheredColumn column in columns) written += column.Take(block.AsSpan(written));
        Rows = 0;
        return block.AsMemory(0, written);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GatheredColumn column in columns) column.Dispose();
        if (block.Length > 0) ArrayPool<byte>.Shared.Return(block);
        block = [];
    }

    // Of numbers: where the wanted rows lie. Of texts: where the column begins, and the bytes of the wanted texts.
    private void Slice(ReadOnlySpan<byte> stored, int rows, int from, int count)
    {
        int at = 0;
        for (int c = 0; c < slices.Length; c++)
        {
            ColumnSchema column = choice.Stored.Columns[c];
            if (IsText(column))
            {
                ReadOnlySpan<long> offsets = MemoryMarshal.Cast<byte, long>(stored.Slice(at, (rows + 1) * sizeof(long)));
                slices[c] = (at, (int)(offsets[from + count] - offsets[from]));
                at += ((rows + 1) * sizeof(long)) + (int)offsets[rows];
            }
            else
            {
                int bytes = column.Width * Columns.BytesOf(column.ElementType);
                slices[c] = (at + (from * bytes), count * bytes);
                at += rows * bytes;
            }
        }
    }

    private static bool IsText(ColumnSchema column) => column.ElementType == ElementType.Utf8;
}
