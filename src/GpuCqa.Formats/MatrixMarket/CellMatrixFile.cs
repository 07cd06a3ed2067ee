using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.MatrixMarket;

/// <summary>A Matrix Market file of which one side are cells, read as blocks of cells.</summary>
/// <remarks>
/// A matrix of up to <see cref="EntriesHeld"/> entries is held while its blocks are cut; one of up to <see cref="EntriesPacked"/> is held packed, if its entries come
/// in the order of cells. A larger one is streamed, one block in memory, if its entries come in that order (a pass of its own finds out, once per instance).
/// What does not is grouped by a counting sort, sparse.
/// </remarks>
internal sealed class CellMatrixFile(string path, MatrixMarketHeader header, bool cellsAreRows, CellModality modality)
{
    private const int BatchSize = 1 << 16;
    private bool? ordered;
    private long[]? offsets;

    public string Path => path;

    public MatrixMarketHeader Header => header;

    public CellModality Modality => modality;

    /// <summary>Whether a line of the file says "cell feature value" (Cell Ranger: "feature cell value").</summary>
    public bool CellsAreRows => cellsAreRows;

    public int Cells => cellsAreRows ? header.Rows : header.Columns;

    public int Features => cellsAreRows ? header.Columns : header.Rows;

    /// <summary>Matrices up to this size are held as they are, 12 bytes an entry.</summary>
    public long EntriesHeld { get; init; } = 1 << 20;

    /// <summary>Matrices up to this size are held packed, about 2 bytes an entry, larger ones streamed.</summary>
    public long EntriesPacked { get; init; } = 24 << 20;

    /// <summary>Reads all cells in order.</summary>
    /// <param name="maxCells">Cells per block.</param>
    /// <param name="columns">Number of columns of the blocks.</param>
    /// <param name="columnMap">Column of each feature of the file, or -1; null when all are kept.</param>
    /// <param name="cancellation">Stops between runs of entries.</param>
    public IEnumerable<CsrMatrix<float>> ReadBlocks(int maxCells, int columns, int[]? columnMap, CancellationToken cancellation)
    {
        var rows = new CellRows(path, columns, columnMap);
        if (header.Entries <= EntriesHeld) return Cut(Hold(cancellation), rows, maxCells, cancellation);
        if (ordered is null && header.Entries <= EntriesPacked)
        {
            PackedEntries? packed = Pack(cancellation);
            ordered = packed is not null;
            if (packed is not null) return packed.Blocks(rows, maxCells, cancellation);
        }

        ordered ??= IsOrdered(cancellation);
        return ordered.Value ? Stream(rows, maxCells, cancellation) : Cut(Scatter(cancellation), rows, maxCells, cancellation);
    }

    private CellEntries Hold(CancellationToken cancellation)
    {
        // One place more than promised, so that an entry too many is seen.
        var all = new MatrixEntries((int)header.Entries + 1);
        using MatrixMarketReader reader = Open();
        reader.Read(all);
        cancellation.ThrowIfCancellationRequested();
        return CellEntries.Group(CellsOf(all), FeaturesOf(all), all.Values, all.Count, Cells);
    }

    // Null when the entries are not in the order of cells.
    private PackedEntries? Pack(CancellationToken cancellation)
    {
        var packed = new PackedEntries(Cells);
        foreach (MatrixEntries batch in Batches(cancellation))
        {
            if (!packed.TryAdd(CellsOf(batch).AsSpan(0, batch.Count), FeaturesOf(batch).AsSpan(0, batch.Count), batch.Values.AsSpan(0, batch.Count))) return null;
        }

        return packed;
    }

    private bool IsOrdered(CancellationToken cancellation)
    {
        int previous = 0;
        foreach (MatrixEntries batch in Batches(cancellation))
        {
            foreach (int cell in CellsOf(batch).AsSpan(0, batch.Count))
            {
                if (cell < previous) return false;
                previous = cell;
            }
        }

        return true;
    }

    private long[] CountOffsets(CancellationToken cancellation)
    {
        if (header.Entries > Array.MaxLength)
            throw new BadDataException(path, null, $"its {header.Entries} entries are not in the order of cells, and too many to be sorted in memory; sort the file by cell");
        long[] counts = new long[Cells + 1];
        foreach (MatrixEntries batch in Batches(cancellation))
        {
            foreach (int cell in CellsOf(batch).AsSpan(0, batch.Count)) counts[cell + 1]++;
        }

        for (int c = 0; c < Cells; c++) counts[c + 1] += counts[c];
        return counts;
    }

    private CellEntries Scatter(CancellationToken cancellation)
    {
        var scatter = new CellEntryScatter(offsets ??= CountOffsets(cancellation));
        foreach (MatrixEntries batch in Batches(cancellation)) scatter.Add(CellsOf(batch), FeaturesOf(batch), batch.Values, batch.Count);
        return scatter.Result;
    }

    private IEnumerable<CsrMatrix<float>> Cut(CellEntries all, CellRows rows, int maxCells, CancellationToken cancellation)
    {
        for (int from = 0; from < Cells; from += Math.Min(maxCells, Cells - from))
        {
            cancellation.ThrowIfCancellationRequested();
            int to = from + Math.Min(maxCells, Cells - from);
            rows.Reserve(all.Offsets[to] - all.Offsets[from]);
            for (int cell = from; cell < to; cell++)
            {
                int start = (int)all.Offsets[cell], length = (int)(all.Offsets[cell + 1] - start);
                rows.Add(cell, all.Columns.AsSpan(start, length), all.Values.AsSpan(start, length));
            }

            yield return rows.Take();
        }
    }

    private IEnumerable<CsrMatrix<float>> Stream(CellRows rows, int maxCells, CancellationToken cancellation)
    {
        var blocks = new CellBlockStream(path, rows, maxCells);
        foreach (MatrixEntries batch in Batches(cancellation))
        {
            for (int at = 0; (at = blocks.Add(CellsOf(batch), FeaturesOf(batch), batch.Values, at, batch.Count)) < batch.Count;) yield return blocks.Take();
        }

        while (!blocks.CompleteUpTo(Cells)) yield return blocks.Take();
        if (blocks.HasRows) yield return blocks.Take();
    }

    private IEnumerable<MatrixEntries> Batches(CancellationToken cancellation)
    {
        using MatrixMarketReader reader = Open();
        var batch = new MatrixEntries(BatchSize);
        while (reader.Read(batch))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return batch;
        }
    }

    private MatrixMarketReader Open()
    {
        var reader = new MatrixMarketReader(path, modality);
        if (reader.Header == header) return reader;
        reader.Dispose();
        throw new BadDataException(path, null, "the file changed while it was being read");
    }

    private int[] CellsOf(MatrixEntries entries) => cellsAreRows ? entries.Rows : entries.Columns;

    private int[] FeaturesOf(MatrixEntries entries) => cellsAreRows ? entries.Columns : entries.Rows;
}
