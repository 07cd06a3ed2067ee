using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Some columns of the cells as a dense matrix: log-normalized counts, or measurements as they are.</summary>
public static class DenseColumns
{
    /// <summary>cells x columns, float64.</summary>
    public static DenseMatrix<double> Of(Workplace work, CellStore cells, int[] columns, double scaleFactor)
    {
        var dense = new DenseMatrix<double>(cells.Count, columns.Length);
        var blocks = new NormalizedBlocks(work.Device, cells, scaleFactor);
        int first = 0;
        foreach (DeviceCsr<double> block in blocks.Sweep(blocks.Map(columns), columns.Length))
        {
            CsrMatrix<double> values = work.Device.Download(block);
            for (int r = 0; r < values.Rows; r++)
            {
                Span<double> row = dense.Row(first + r);
                ReadOnlySpan<int> indices = values.RowIndices(r);
                for (int i = 0; i < indices.Length; i++) row[indices[i]] = values.RowValues(r)[i];
            }

            first += values.Rows;
        }

        return dense;
    }

    /// <summary>Brings each column to mean 0 and standard deviation 1 (n - 1); constant columns become 0.</summary>
    public static void Standardize(DenseMatrix<double> values)
    {
        for (int c = 0; c < values.Columns; c++)
        {
            double sum = 0, squares = 0;
            bool constant = true;
            for (int r = 0; r < values.Rows; r++)
            {
                sum += values[r, c];
                constant &= values[r, c] == values[0, c];
            }

            double mean = sum / values.Rows;
            for (int r = 0; r < values.Rows; r++) squares += (values[r, c] - mean) * (values[r, c] - mean);
            double scale = constant ? 0 : 1 / Math.Sqrt(squares / (values.Rows - 1));
            for (int r = 0; r < values.Rows; r++) values[r, c] = (values[r, c] - mean) * scale;
        }
    }
}
