using System.Numerics;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>What is kept of a block of cells once its counts are let go; each row is of its own cell alone.</summary>
/// <param name="Barcodes">Names.</param>
/// <param name="Quality">Totals, detected genes and mitochondrial percentage over the genes of the reference.</param>
/// <param name="Stored">cells x stored genes, raw values.</param>
/// <param name="Projection">cells x components.</param>
/// <param name="Strangeness">Per cell, what the caller's measure over all genes says.</param>
/// <param name="Digests">Digest of each cell's stored values.</param>
/// <param name="Telling">Whether a cell has entries enough to be told apart.</param>
internal sealed record QueryBlock(string[] Barcodes, CellQuality Quality, CsrMatrix<float> Stored, DenseMatrix<float> Projection, double[] Strangeness, ulong[] Digests, bool[] Telling)
{
    private const int RowsPerTask = 64;

    /// <summary>cells x genes of the reference, raw values, or null where they are let go.</summary>
    public CsrMatrix<float>? Counts { get; init; }

    /// <summary>Computes it.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="values">cells x genes of the reference, raw values.</param>
    /// <param name="keepsCounts">Whether all values are kept.</param>
    /// <param name="barcodes">Names.</param>
    /// <param name="marked">Per gene of the reference, whether it is mitochondrial.</param>
    /// <param name="present">Per stored gene, whether it was measured.</param>
    /// <param name="measured">Per gene of the reference, whether it was measured.</param>
    /// <param name="strangeness">Measure over all genes, or null.</param>
    public static QueryBlock Of(
        ComputeDevice device, ReferenceModel reference, CsrMatrix<float> values, bool keepsCounts, string[] barcodes, bool[] marked, bool[] present, bool[] measured, StrangenessMeasure? strangeness)
    {
        CellQuality quality = CellQuality.Of(device, [values], marked);
        CsrMatrix<float> stored = StoredOf(device, reference, values);
        DenseMatrix<float> projection = QueryProjection.Project(device, reference, stored, quality.Totals, present);
        double[] strange = strangeness?.Invoke(values, measured) ?? new double[values.Rows];
        var digests = new ulong[values.Rows];
        var telling = new bool[values.Rows];
        int enough = CohortReader.TellingEntriesOf(reference.Modality);
        int[] counted = Measured(present);
        device.ForEach(values.Rows, r =>
        {
            digests[r] = RepeatedCells.Digest(stored.RowIndices(r), stored.RowValues(r), counted, out int entries);
            telling[r] = entries >= enough;
        });
        return new QueryBlock(barcodes, quality, stored, projection, strange, digests, telling) { Counts = keepsCounts ? values : null };
    }

    /// <summary>Columns of the stored genes, in their order.</summary>
    public static CsrMatrix<float> StoredOf(ComputeDevice device, ReferenceModel reference, CsrMatrix<float> values)
    {
        int[] map = new int[reference.Genes.Count];
        Array.Fill(map, -1);
        int stored = reference.StoredGenes.Length, tasks = (values.Rows + RowsPerTask - 1) / RowsPerTask;
        for (int g = 0; g < stored; g++) map[reference.StoredGenes[g]] = g;
        long[] offsets = new long[values.Rows + 1];
        device.ForEach(tasks, t =>
        {
            for (int r = t * RowsPerTask; r < Math.Min(values.Rows, (t + 1) * RowsPerTask); r++)
            {
                int count = 0;
                foreach (int gene in values.RowIndices(r)) count += map[gene] >= 0 ? 1 : 0;
                offsets[r + 1] = count;
            }
        });
        for (int r = 0; r < values.Rows; r++) offsets[r + 1] += offsets[r];
        int[] columns = new int[checked((int)offsets[^1])];
        float[] kept = new float[columns.Length];
        device.ForEach(tasks, t =>
        {
            // Stored genes are in the order of their rank: a bit for each that has an entry puts a row in order without sorting it.
            ulong[] marks = new ulong[(stored + 63) / 64];
            float[] row = new float[stored];
            for (int r = t * RowsPerTask; r < Math.Min(values.Rows, (t + 1) * RowsPerTask); r++)
            {
                ReadOnlySpan<int> genes = values.RowIndices(r);
                ReadOnlySpan<float> counts = values.RowValues(r);
                int at = (int)offsets[r];
                for (int e = 0; e < genes.Length; e++)
                {
                    int column = map[genes[e]];
                    if (column < 0) continue;
                    row[column] = counts[e];
                    marks[column >> 6] |= 1UL << (column & 63);
                }

                for (int w = 0; w < marks.Length; w++)
                {
                    for (ulong left = marks[w]; left != 0; left &= left - 1)
                    {
                        columns[at] = (w << 6) + BitOperations.TrailingZeroCount(left);
                        kept[at] = row[columns[at]];
                        at++;
                    }

                    marks[w] = 0;
                }
            }
        });
        return new CsrMatrix<float>(values.Rows, stored, offsets, columns, kept);
    }

    /// <summary>Map of stored genes for digests: those that were not measured have no part.</summary>
    public static int[] Measured(bool[] present) => [.. present.Select((p, g) => p ? g : -1)];
}
