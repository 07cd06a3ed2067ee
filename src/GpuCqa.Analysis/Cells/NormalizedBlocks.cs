using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Normalized values of some genes, made block by block and let go again.</summary>
/// <remarks>
/// Counts: ln(1 + x / total x scale), Seurat's LogNormalize; totals are over all kept genes. Image features are taken as they
/// are, every entry stored, as they have no library size.
/// </remarks>
/// <param name="device">Device to compute on.</param>
/// <param name="cells">The cells.</param>
/// <param name="scaleFactor">Counts are scaled to this total.</param>
public sealed class NormalizedBlocks(ComputeDevice device, CellStore cells, double scaleFactor)
{
    /// <summary>Counts are scaled to this total.</summary>
    public double ScaleFactor => scaleFactor;

    /// <summary>Number of blocks.</summary>
    public int Count => cells.Blocks.Count;

    /// <summary>Every block in turn, cells x selected genes, CSR, float64; each is lent until the next is asked for.</summary>
    /// <param name="map">Per kept gene: its column in the result, or -1.</param>
    /// <param name="columns">Columns of the result.</param>
    public IEnumerable<DeviceCsr<double>> Sweep(int[] map, int columns)
    {
        foreach (DeviceCsr<double> block in cells.Modality == CellModality.Features ? Measurements(map, columns) : Counts(map, columns))
        {
            using (block) yield return block;
        }
    }

    /// <summary>Column map that selects genes in the given order.</summary>
    public int[] Map(ReadOnlySpan<int> genes)
    {
        int[] map = new int[cells.Genes.Count];
        Array.Fill(map, -1);
        for (int i = 0; i < genes.Length; i++) map[genes[i]] = i;
        return map;
    }

    private IEnumerable<DeviceCsr<double>> Counts(int[] map, int columns)
    {
        int first = 0;
        // A value depends on its own count and its cell's total, so selecting before or after gives the same bits. In host memory what is not needed is not even unpacked;
        // on a device of its own memory whole blocks may be there already.
        bool before = cells.IsNarrow || device.FreeMemory is null;
        foreach (DeviceCsr<float> raw in before ? cells.Sweep(map, columns) : cells.Sweep())
        {
            double[] totals = cells.Totals.AsSpan(first, raw.Rows).ToArray();
            first += raw.Rows;
            yield return device.LogNormalize(raw, totals, scaleFactor, before ? null : map, columns);
        }
    }

    private IEnumerable<DeviceCsr<double>> Measurements(int[] map, int columns) => device.Pump(CellSweep.Blocks(cells.Blocks).Select(b => Widen(b, map, columns)), 0);

    /// <summary>Some columns in float64, every entry stored.</summary>
    internal static CsrMatrix<double> Widen(CsrMatrix<float> values, int[] map, int columns)
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
