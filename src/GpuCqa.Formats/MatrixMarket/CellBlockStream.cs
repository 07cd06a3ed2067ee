using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.MatrixMarket;

/// <summary>Cuts entries that come in the order of cells into blocks of cells, holding one block at a time.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="rows">Gathers the rows of a block.</param>
/// <param name="maxCells">Cells per block.</param>
internal sealed class CellBlockStream(string path, CellRows rows, int maxCells)
{
    private int[] columns = new int[4096];
    private float[] values = new float[4096];
    private int pending;
    private int cell;

    /// <summary>Whether a block is complete and must be taken before more is added.</summary>
    public bool IsFull => rows.Count == maxCells;

    /// <summary>Whether rows wait to be taken.</summary>
    public bool HasRows => rows.Count > 0;

    /// <summary>Adds entries from <paramref name="from"/> on until they are used up or the block is full; returns the first entry not added.</summary>
    public int Add(int[] cells, int[] columnsOfEntries, float[] valuesOfEntries, int from, int count)
    {
        for (int i = from; i < count; i++)
        {
            if (cells[i] < cell) throw new BadDataException(path, $"cell {cells[i] + 1}", "its entries moved while the file was being read");
            if (cells[i] > cell && !CompleteUpTo(cells[i])) return i;
            if (pending == columns.Length)
            {
                Array.Resize(ref columns, pending * 2);
                Array.Resize(ref values, pending * 2);
            }

            columns[pending] = columnsOfEntries[i];
            values[pending++] = valuesOfEntries[i];
        }

        return count;
    }

    /// <summary>Completes the cells before <paramref name="target"/>; false when the block filled up first.</summary>
    public bool CompleteUpTo(int target)
    {
        while (cell < target)
        {
            if (IsFull) return false;
            rows.Add(cell++, columns.AsSpan(0, pending), values.AsSpan(0, pending));
            pending = 0;
        }

        return true;
    }

    /// <summary>Takes the rows gathered so far.</summary>
    public CsrMatrix<float> Take() => rows.Take();
}
