using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>Keeps the anchors whose cells are near in expression too (Seurat's FilterAnchors).</summary>
internal static class ExpressionFilter
{
    /// <summary>Whether each pair's query cell is among the k nearest of its reference cell.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="reference">Reference cells.</param>
    /// <param name="query">Query cells, k or more.</param>
    /// <param name="columns">Genes to compare in.</param>
    /// <param name="references">Reference cell of each pair, not decreasing.</param>
    /// <param name="queries">Query cell of each pair.</param>
    /// <param name="k">k.filter.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <remarks>Normalized values scaled to length 1 per cell, Euclidean, exact. Reference cells in blocks: the memory is cells x genes of the query and k neighbours of a block.</remarks>
    public static bool[] Keep(
        ComputeDevice device, ExpressionTable reference, ExpressionTable query, int[] columns, int[] references, int[] queries, int k, CancellationToken cancellation)
    {
        using DeviceMatrix<float> candidates = device.Upload(Unit(device, query, columns, null));
        int[] cells = [.. references.Distinct()];
        var kept = new bool[references.Length];
        for (int first = 0, pair = 0; first < cells.Length; first += ExpressionTable.BlockCells)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] block = cells[first..Math.Min(cells.Length, first + ExpressionTable.BlockCells)];
            using DeviceMatrix<float> points = device.Upload(Unit(device, reference, columns, block));
            NeighborTable nearest = device.NearestNeighbors(points, candidates, k, DistanceMetric.Euclidean);
            for (int row = 0; pair < references.Length; pair++)
            {
                while (row < block.Length && block[row] != references[pair]) row++;
                if (row == block.Length) break;
                kept[pair] = nearest.IndicesOf(row).Contains(queries[pair]);
            }
        }

        return kept;
    }

    private static DenseMatrix<float> Unit(ComputeDevice device, ExpressionTable table, int[] columns, int[]? cells)
    {
        var result = new DenseMatrix<float>(cells?.Length ?? table.Count, columns.Length);
        int first = 0;
        foreach (CsrMatrix<double> block in table.Sweep(device, columns, cells))
        {
            for (int r = 0; r < block.Rows; r++)
            {
                double squares = 0;
                foreach (double x in block.RowValues(r)) squares += x * x;
                double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
                Span<float> row = result.Row(first + r);
                for (int i = 0; i < block.RowIndices(r).Length; i++) row[block.RowIndices(r)[i]] = (float)(block.RowValues(r)[i] * scale);
            }

            first += block.Rows;
        }

        return result;
    }
}
