using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Correlation of columns over the cells of one dataset: descriptive, as cells are no replicates, so there is no p-value.</summary>
/// <param name="work">Where.</param>
/// <param name="cells">The cells.</param>
/// <param name="scaleFactor">Counts are log-normalized to this total.</param>
/// <param name="kind">Pearson or Spearman.</param>
/// <param name="tileNumbers">Numbers of a dense tile of columns; the result does not depend on it.</param>
public sealed class ColumnCorrelation(Workplace work, CellStore cells, double scaleFactor, CorrelationKind kind, long tileNumbers = ColumnCorrelation.TileNumbers)
{
    /// <summary>Numbers of a dense tile: 128 MiB.</summary>
    public const long TileNumbers = 1L << 24;

    /// <summary>Numbers of the rows of the result that are made at a time: 256 MiB.</summary>
    public const long RowNumbers = 1L << 25;

    /// <summary>Columns of a tile.</summary>
    /// <param name="cells">Rows of it.</param>
    /// <param name="others">Columns of the other side.</param>
    /// <param name="numbers">Numbers that it may have.</param>
    public static int TileColumns(long cells, long others, long numbers = TileNumbers) =>
        (int)Math.Clamp(Math.Min(numbers / Math.Max(1, cells), RowNumbers / Math.Max(1, others)), 1, int.MaxValue);

    /// <summary>Correlates each column of one side with each of the other.</summary>
    /// <param name="columns">Columns of one side.</param>
    /// <param name="others">Columns of the other side.</param>
    /// <returns>Rows for consecutive columns of the one side, in order: columns x others; NaN where a column is constant.</returns>
    public IEnumerable<DenseMatrix<double>> Rows(int[] columns, int[] others)
    {
        int width = TileColumns(cells.Count, others.Length, tileNumbers);
        int[][] left = [.. columns.Chunk(width)], right = [.. others.Chunk(width)];
        work.Progress.Begin("correlations", (long)left.Length * right.Length);
        long done = 0;
        // One tile of the other side is kept when it is all of it: the usual case, in which the cells are gone through once per tile.
        DenseMatrix<double>? kept = null;
        foreach (int[] own in left)
        {
            DenseMatrix<double> tile = Tile(own);
            var rows = new DenseMatrix<double>(own.Length, others.Length);
            for (int t = 0, at = 0; t < right.Length; at += right[t++].Length)
            {
                work.Cancellation.ThrowIfCancellationRequested();
                DenseMatrix<double> other = right[t].AsSpan().SequenceEqual(own) ? tile : kept ?? Tile(right[t]);
                if (right.Length == 1) kept = other;
                // Tiles hold midranks already where ranks are correlated.
                DenseMatrix<double> found = work.Device.Correlate(tile, other, CorrelationKind.Pearson);
                for (int r = 0; r < own.Length; r++) found.Row(r).CopyTo(rows.Row(r).Slice(at, right[t].Length));
                work.Progress.Report(++done);
            }

            yield return rows;
        }

        work.Progress.End();
    }

    private DenseMatrix<double> Tile(int[] columns)
    {
        DenseMatrix<double> values = DenseColumns.Of(work, cells, columns, scaleFactor);
        return kind == CorrelationKind.Spearman ? work.Device.RankColumns(values) : values;
    }
}
