using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Markers;

/// <summary>Takes columns of a matrix by gene.</summary>
internal static class CellSubset
{
    /// <summary>genes x chosen cells.</summary>
    /// <param name="genesByCells">genes x cells, CSR.</param>
    /// <param name="cells">Columns to keep, ascending.</param>
    public static CsrMatrix<double> Take(CsrMatrix<double> genesByCells, int[] cells)
    {
        var place = new int[genesByCells.Columns];
        Array.Fill(place, -1);
        for (int i = 0; i < cells.Length; i++) place[cells[i]] = i;
        var offsets = new long[genesByCells.Rows + 1];
        var columns = new List<int>();
        var values = new List<double>();
        for (int gene = 0; gene < genesByCells.Rows; gene++)
        {
            ReadOnlySpan<int> from = genesByCells.RowIndices(gene);
            for (int e = 0; e < from.Length; e++)
            {
                if (place[from[e]] < 0) continue;
                columns.Add(place[from[e]]);
                values.Add(genesByCells.RowValues(gene)[e]);
            }

            offsets[gene + 1] = columns.Count;
        }

        return new CsrMatrix<double>(genesByCells.Rows, cells.Length, offsets, [.. columns], [.. values]);
    }
}
