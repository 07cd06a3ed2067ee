using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Markers;

/// <summary>Sums of expm1 of log-normalized values per gene and group.</summary>
internal static class ExpressionSums
{
    /// <summary>One array per partition: genes x groups, row-major, counts per scale factor (expm1 undoes log1p).</summary>
    /// <remarks>A gene's cells are added in order within one task, so the bits do not depend on the number of threads.</remarks>
    public static double[][] Of(ComputeDevice device, CsrMatrix<double> genesByCells, int[][] labels, int[] groups)
    {
        double[][] sums = Array.ConvertAll(groups, g => new double[(long)genesByCells.Rows * g]);
        device.ForEach(genesByCells.Rows, gene =>
        {
            ReadOnlySpan<int> cells = genesByCells.RowIndices(gene);
            ReadOnlySpan<double> values = genesByCells.RowValues(gene);
            for (int e = 0; e < cells.Length; e++)
            {
                double expression = double.ExpM1(values[e]);
                for (int p = 0; p < labels.Length; p++) sums[p][((long)gene * groups[p]) + labels[p][cells[e]]] += expression;
            }
        });
        return sums;
    }
}
