using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Quality;

/// <summary>Per-cell measures of quality.</summary>
/// <param name="Totals">Sum of each cell's values.</param>
/// <param name="Genes">Genes with a non-zero value in each cell.</param>
/// <param name="MitoPercent">100 x share of the total in marked genes; 0 for an empty cell.</param>
public sealed record CellQuality(double[] Totals, int[] Genes, double[] MitoPercent)
{
    // A piece is worked on while another is copied; the rest is for the operation and for what a pool rounds up.
    private const int PiecesInMemory = 4;

    /// <summary>Measures all cells of some blocks.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="blocks">cells x genes, raw values, CSR, in cell order.</param>
    /// <param name="marked">Mitochondrial genes.</param>
    public static CellQuality Of(ComputeDevice device, IReadOnlyList<CsrMatrix<float>> blocks, bool[] marked)
    {
        int cells = CellSweep.Cells(blocks);
        double[] totals = new double[cells], mito = new double[cells];
        int[] genes = new int[cells];
        int first = 0;
        foreach (DeviceCsr<float> block in device.Pump(RowPieces.Of(CellSweep.Of(blocks), device.FreeMemory / PiecesInMemory), 1))
        {
            using DeviceCsr<float> piece = block;
            RowStatistics rows = device.RowStatistics(piece, marked);
            for (int r = 0; r < piece.Rows; r++)
            {
                totals[first + r] = rows.Totals[r];
                genes[first + r] = rows.NonZeros[r];
                mito[first + r] = rows.Totals[r] > 0 ? 100 * rows.MarkedTotals[r] / rows.Totals[r] : 0;
            }

            first += piece.Rows;
        }

        return new CellQuality(totals, genes, mito);
    }
}
