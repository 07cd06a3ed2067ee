using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Normalized values of some genes, made block by block and let go again.</summary>
/// <remarks>
/// Counts: ln(1 + x / total x scale), Seurat's LogNormalize; totals are over all kept genes. Image features are taken as they
/// are, every entry stored, as they have no library size.
/// </remarks>
/// <param name="device">Device that holds the cells.</param>
/// <param name="cells">The cells.</param>
/// <param name="scaleFactor">Counts are scaled to this total.</param>
public sealed class NormalizedBlocks(ComputeDevice device, CellStore cells, double scaleFactor)
{
    /// <summary>Number of blocks.</summary>
    public int Count => cells.Blocks.Count;

    /// <summary>One block, cells x selected genes, CSR, float64; the caller disposes it.</summary>
    /// <param name="block">Index of the block.</param>
    /// <param name="map">Per kept gene: its column in the result, or -1.</param>
    /// <param name="columns">Columns of the result.</param>
    public DeviceCsr<double> Block(int block, int[] map, int columns)
    {
        DeviceCsr<float> raw = cells.Blocks[block];
        if (cells.Modality == CellModality.Features) return device.Upload(Widen(device.Download(raw), map, columns));
        double[] totals = cells.Totals.AsSpan(CellStore.FirstCell(block), raw.Rows).ToArray();
        return device.LogNormalize(raw, totals, scaleFactor, map, columns);
    }

    /// <summary>Column map that selects genes in the given order.</summary>
    public int[] Map(ReadOnlySpan<int> genes)
    {
        int[] map = new int[cells.Genes.Count];
        Array.Fill(map, -1);
        for (int i = 0; i < genes.Length; i++) map[genes[i]] = i;
        return map;
    }

    private static CsrMatrix<double> Widen(CsrMatrix<float> values, int[] map, int columns)
    {
        var buffer = new CsrRowBuffer<double>(columns);
        for (int r = 0; r < values.Rows; r++)
        {
            ReadOnlySpan<float> row = values.RowValues(r);
            double[] wide = new double[row.Length];
            for (int i = 0; i < row.Length; i++) wide[i] = row[i];
            buffer.Append(values.RowIndices(r), wide, map);
        }

        return buffer.Take();
    }
}
