using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Alignment;

/// <summary>Rows scaled to length 1.</summary>
internal static class UnitRows
{
    /// <summary>The cells on the unit sphere; a zero row stays zero.</summary>
    public static DenseMatrix<float> Of(ComputeDevice device, DenseMatrix<float> cells)
    {
        var unit = new DenseMatrix<float>(cells.Rows, cells.Columns);
        CellBlocks.Run(device, cells.Rows, (first, last) =>
        {
            for (int i = first; i < last; i++)
            {
                double squares = 0;
                foreach (float x in cells.Row(i)) squares += (double)x * x;
                double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
                for (int c = 0; c < cells.Columns; c++) unit[i, c] = (float)(cells[i, c] * scale);
            }
        });
        return unit;
    }

    /// <summary>Scales the rows of a matrix in place.</summary>
    public static void Normalize(DenseMatrix<double> rows)
    {
        for (int r = 0; r < rows.Rows; r++)
        {
            Span<double> row = rows.Row(r);
            double squares = 0;
            foreach (double x in row) squares += x * x;
            if (squares == 0) continue;
            double scale = 1 / Math.Sqrt(squares);
            for (int c = 0; c < row.Length; c++) row[c] *= scale;
        }
    }

    /// <summary>Columns as rows.</summary>
    public static DenseMatrix<double> Transpose(DenseMatrix<double> matrix)
    {
        var result = new DenseMatrix<double>(matrix.Columns, matrix.Rows);
        for (int r = 0; r < matrix.Rows; r++)
        {
            for (int c = 0; c < matrix.Columns; c++) result[c, r] = matrix[r, c];
        }

        return result;
    }
}
