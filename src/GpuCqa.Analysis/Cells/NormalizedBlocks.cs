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

    /// <summary>A range of genes of every block in turn, cells x genes of the range, CSR, float64; each is lent until the next is asked for. The same bits as by <see cref="Sweep(int[], int)"/>.</summary>
    /// <param name="from">First gene.</param>
    /// <param name="end">Gene after the last.</param>
    public IEnumerable<DeviceCsr<double>> Sweep(int from, int end)
    {
        if (cells.Modality == CellModality.Counts && device.FreeMemory is null) return Ranges(from, end);
        int[] map = new int[cells.Genes.Count];
        Array.Fill(map, -1);
        for (int g = from; g < end; g++) map[g] = g - from;
        return Sweep(map, end - from);
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
        // A value depends on its own count and its cell's total, so selecting before or after gives the same bits.
        foreach (DeviceCsr<float> raw in cells.IsNarrow ? cells.Sweep(map, columns) : cells.Sweep())
        {
            double[] totals = cells.Totals.AsSpan(first, raw.Rows).ToArray();
            first += raw.Rows;
            yield return device.LogNormalize(raw, totals, scaleFactor, cells.IsNarrow ? null : map, columns);
        }
    }

    // Genes of a cell ascend, so that a range is found by its ends; the logarithm is taken of its values only.
    private IEnumerable<DeviceCsr<double>> Ranges(int from, int end)
    {
        int first = 0;
        foreach (CsrMatrix<float> block in CellSweep.Of(cells.Blocks))
        {
            double[] totals = cells.Totals.AsSpan(first, block.Rows).ToArray();
            first += block.Rows;
            using DeviceCsr<float> raw = device.Upload(RangeOf(block, from, end));
            using DeviceCsr<double> normalized = device.LogNormalize(raw, totals, scaleFactor, null, end - from);
            yield return normalized;
        }
    }

    private CsrMatrix<float> RangeOf(CsrMatrix<float> block, int from, int end)
    {
        long[] offsets = new long[block.Rows + 1];
        int[] starts = new int[block.Rows];
        device.ForEach(block.Rows, r =>
        {
            ReadOnlySpan<int> genes = block.RowIndices(r);
            starts[r] = Place(genes, from);
            offsets[r + 1] = Place(genes, end) - starts[r];
        });
        for (int r = 0; r < block.Rows; r++) offsets[r + 1] += offsets[r];
        int[] indices = new int[offsets[^1]];
        float[] values = new float[offsets[^1]];
        device.ForEach(block.Rows, r =>
        {
            int at = (int)offsets[r], count = (int)offsets[r + 1] - at;
            block.RowValues(r).Slice(starts[r], count).CopyTo(values.AsSpan(at));
            ReadOnlySpan<int> genes = block.RowIndices(r).Slice(starts[r], count);
            for (int i = 0; i < count; i++) indices[at + i] = genes[i] - from;
        });
        return new CsrMatrix<float>(block.Rows, end - from, offsets, indices, values);
    }

    private static int Place(ReadOnlySpan<int> genes, int gene)
    {
        int place = genes.BinarySearch(gene);
        return place < 0 ? ~place : place;
    }

    private IEnumerable<DeviceCsr<double>> Measurements(int[] map, int columns) => device.Pump(CellSweep.Of(cells.Blocks).Select(b => Widen(b, map, columns)), 0);

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
