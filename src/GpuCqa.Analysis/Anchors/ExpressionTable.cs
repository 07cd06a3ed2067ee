using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>Values of the cells of one side over the genes that both sides have a column for, normalized block by block.</summary>
/// <param name="values">cells x columns, raw values, CSR, float32.</param>
/// <param name="totals">Sum of each cell's values over all genes; null = the values are used as they are (image features, or normalized before).</param>
/// <param name="scale">Total to which each cell is scaled.</param>
/// <param name="rows">Rows of <paramref name="values"/> that are the cells of this side, in order; null = all.</param>
public sealed class ExpressionTable(CsrMatrix<float> values, double[]? totals, double scale, int[]? rows = null)
{
    /// <summary>Cells of one block.</summary>
    internal const int BlockCells = 2048;

    /// <summary>Number of cells.</summary>
    public int Count => rows?.Length ?? values.Rows;

    /// <summary>Number of columns.</summary>
    public int Columns => values.Columns;

    /// <summary>Normalized values of all cells, block after block: ln(1 + x / total x scale).</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="columns">Columns to take; column c of a block is the c-th of them.</param>
    /// <param name="cells">Cells to take, in order; null = all.</param>
    internal IEnumerable<CsrMatrix<double>> Sweep(ComputeDevice device, int[] columns, int[]? cells = null)
    {
        int[] map = new int[values.Columns];
        Array.Fill(map, -1);
        for (int c = 0; c < columns.Length; c++) map[columns[c]] = c;
        int count = cells?.Length ?? Count;
        for (int first = 0; first < count; first += BlockCells)
        {
            int[] block = [.. Enumerable.Range(first, Math.Min(BlockCells, count - first)).Select(c => cells is null ? c : cells[c]).Select(c => rows is null ? c : rows[c])];
            yield return Normalized(device, block, map, columns.Length);
        }
    }

    private CsrMatrix<double> Normalized(ComputeDevice device, int[] block, int[] map, int columns)
    {
        var raw = new CsrRowBuffer<float>(columns);
        foreach (int row in block) raw.Append(values.RowIndices(row), values.RowValues(row), map);
        CsrMatrix<float> kept = raw.Take();
        if (totals is null) return new CsrMatrix<double>(kept.Rows, kept.Columns, kept.RowOffsets, kept.ColumnIndices, Array.ConvertAll(kept.Values, x => (double)x));
        using DeviceCsr<float> counts = device.Upload(kept);
        using DeviceCsr<double> normalized = device.LogNormalize(counts, [.. block.Select(r => totals[r])], scale, null, columns);
        return device.Download(normalized);
    }
}
