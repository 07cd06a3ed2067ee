using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.MatrixMarket;

/// <summary>Gathers the rows of a block of cells: puts the columns of each row in order, refuses repeats, drops zeros and unwanted columns.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="columns">Number of columns of the block.</param>
/// <param name="columnMap">New column of each column of the file, or -1; null when all are kept. Values of columns that go to the same one are added.</param>
internal sealed class CellRows(string path, int columns, int[]? columnMap)
{
    private readonly List<long> offsets = [0];
    private readonly bool adds = columnMap is not null && columnMap.Count(c => c >= 0) > columns;
    private int[] indices = [];
    private float[] values = [];
    private int stored;
    private int lastBlock;

    /// <summary>Number of rows gathered.</summary>
    public int Count => offsets.Count - 1;

    /// <summary>Makes room, so that gathering does not copy.</summary>
    public void Reserve(long entries)
    {
        long wanted = stored + entries;
        if (wanted <= indices.Length) return;
        if (wanted > Array.MaxLength) throw new BadDataException(path, null, $"one block of cells holds {wanted} values, more than fit into memory at once; read fewer cells at a time");
        int size = (int)Math.Min(Array.MaxLength, Math.Max(wanted, indices.Length == 0 ? lastBlock + (lastBlock / 8L) : indices.Length * 2L));
        Array.Resize(ref indices, size);
        Array.Resize(ref values, size);
    }

    /// <summary>Adds a row; the spans are sorted in place.</summary>
    /// <param name="cell">Number of the cell in the file, from 0, for errors.</param>
    /// <param name="columnsOfRow">Column of each entry in the file, any order.</param>
    /// <param name="valuesOfRow">Value of each entry.</param>
    /// <exception cref="BadDataException">A column occurs twice.</exception>
    public void Add(long cell, Span<int> columnsOfRow, Span<float> valuesOfRow)
    {
        Order(columnsOfRow, valuesOfRow);
        Reserve(columnsOfRow.Length);
        int n = stored, previous = -1;
        for (int i = 0; i < columnsOfRow.Length; i++)
        {
            int column = columnsOfRow[i];
            if (column == previous) throw new BadDataException(path, $"cell {cell + 1}, feature {column + 1}", "has two entries, expected at most one");
            previous = column;
            if (columnMap is not null) column = columnMap[column];
            if (column < 0 || valuesOfRow[i] == 0) continue;
            indices[n] = column;
            values[n++] = valuesOfRow[i];
        }

        stored = adds ? Merge(stored, n) : n;
        offsets.Add(stored);
    }

    /// <summary>The rows gathered so far as a matrix; gathering starts anew.</summary>
    public CsrMatrix<float> Take()
    {
        var matrix = new CsrMatrix<float>(Count, columns, [.. offsets], indices, values);
        lastBlock = stored;
        offsets.Clear();
        offsets.Add(0);
        indices = [];
        values = [];
        stored = 0;
        return matrix;
    }

    /// <summary>Adds the values of equal columns in a row that was just stored; returns its new end.</summary>
    private int Merge(int from, int to)
    {
        Array.Sort(indices, values, from, to - from);
        int end = from;
        for (int i = from; i < to; i++)
        {
            if (end > from && indices[end - 1] == indices[i])
            {
                values[end - 1] += values[i];
                continue;
            }

            indices[end] = indices[i];
            values[end++] = values[i];
        }

        return end;
    }

    /// <summary>Cell Ranger writes genes up or, in some versions, down; anything else is sorted.</summary>
    private static void Order(Span<int> keys, Span<float> items)
    {
        bool up = true, down = true;
        for (int i = 1; i < keys.Length && (up || down); i++)
        {
            up &= keys[i - 1] < keys[i];
            down &= keys[i - 1] > keys[i];
        }

        if (up) return;
        if (down)
        {
            keys.Reverse();
            items.Reverse();
            return;
        }

        keys.Sort(items);
    }
}
