using System.Runtime.InteropServices;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Quality;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Mapping;

/// <summary>What is kept of the cells of one lot while it is read; its quality control needs all of them.</summary>
/// <param name="components">Components of a projection.</param>
/// <param name="measured">Per stored gene of the reference, whether the lot's first file has it.</param>
internal sealed class QueryRows(int components, bool[] measured)
{
    private readonly bool[] present = [.. measured];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<(CsrMatrix<float> Values, int Row)> stored = [], counts = [];
    private readonly List<string> barcodes = [];
    private readonly List<double> totals = [], mito = [], strangeness = [];
    private readonly List<int> genes = [];
    private readonly List<float> projections = [];
    private readonly List<ulong> digests = [];
    private readonly List<bool> telling = [];

    /// <summary>Cells read.</summary>
    public int Count => barcodes.Count;

    /// <summary>Digests of the cells that passed, see <see cref="RepeatedCells"/>; there once the lot is finished.</summary>
    public (List<ulong> All, List<ulong> Telling) Digests { get; } = ([], []);

    /// <summary>Adds a name; false when it was seen before in this lot.</summary>
    public bool AddName(string barcode) => names.Add(barcode);

    /// <summary>A gene is present if every file of the lot has it.</summary>
    public void Restrict(bool[] ofFile)
    {
        for (int g = 0; g < present.Length; g++) present[g] &= ofFile[g];
    }

    /// <summary>Adds a cell.</summary>
    /// <param name="block">What was computed of the block that it is in.</param>
    /// <param name="row">Its row.</param>
    public void Add(QueryBlock block, int row)
    {
        barcodes.Add(block.Barcodes[row]);
        totals.Add(block.Quality.Totals[row]);
        genes.Add(block.Quality.Genes[row]);
        mito.Add(block.Quality.MitoPercent[row]);
        projections.AddRange(block.Projection.Row(row));
        strangeness.Add(block.Strangeness[row]);
        stored.Add((block.Stored, row));
        if (block.Counts is { } all) counts.Add((all, row));
        digests.Add(block.Digests[row]);
        telling.Add(block.Telling[row]);
    }

    /// <summary>Applies the reference's rules of quality control to the lot and lets go of what they remove.</summary>
    public QueryLot Finish(LotInput lot, ReferenceModel reference, StepProgress progress)
    {
        var quality = new CellQuality([.. totals], [.. genes], [.. mito]);
        QcThresholds limits = reference.Modality == CellModality.Counts
            ? CellFilter.Thresholds(lot.Lot.Name, quality.Totals, quality.Genes, quality.MitoPercent, reference.Parameters)
            : new QcThresholds(lot.Lot.Name, 0, double.PositiveInfinity, double.NegativeInfinity, 100);
        if (reference.Modality == CellModality.Counts) LotComparison.Check(LotDepth.Of(lot.Lot.Name, quality, limits), reference.Lots, reference.Parameters, progress);
        var tally = new QcTally(limits);
        int[] kept = [.. Enumerable.Range(0, Count).Where(c => tally.Keeps(quality.Genes[c], quality.Totals[c], quality.MitoPercent[c]))];
        double[] keptTotals = Pick(quality.Totals, kept), keptMito = Pick(quality.MitoPercent, kept);
        int[] keptGenes = Pick(quality.Genes, kept);
        LotResult result = tally.Result(lot, keptTotals, keptGenes, keptMito, "The limits are the rules of the reference, applied to this lot.");
        foreach (int c in kept)
        {
            Digests.All.Add(digests[c]);
            if (telling[c]) Digests.Telling.Add(digests[c]);
        }

        int[] removed = [.. Enumerable.Range(0, Count).Except(kept)];
        DenseMatrix<float> projection = Projections(kept);
        CsrMatrix<float> own = Rows(stored, kept, reference.StoredGenes.Length);
        // The blocks go before all values are brought together.
        stored.Clear();
        return new QueryLot(result, lot.Lot.Role, [.. kept.Select(c => barcodes[c])], keptTotals, keptGenes, keptMito, own, present, projection, [.. kept.Select(c => strangeness[c])])
        {
            Limits = limits,
            Removed = removed.Length == 0 ? null : new RemovedQuery(
                [.. removed.Select(c => QcTally.Reason(limits, quality.Genes[c], quality.Totals[c], quality.MitoPercent[c])!.Value)], Pick(quality.Genes, removed), Pick(quality.Totals, removed), Pick(quality.MitoPercent, removed), Projections(removed), [.. removed.Select(c => strangeness[c])]),
            Counts = counts.Count == 0 ? null : Rows(counts, kept, reference.Genes.Count),
        };
    }

    private DenseMatrix<float> Projections(int[] cells)
    {
        var projection = new DenseMatrix<float>(cells.Length, components);
        for (int i = 0; i < cells.Length; i++) CollectionsMarshal.AsSpan(projections).Slice(checked(cells[i] * components), components).CopyTo(projection.Row(i));
        return projection;
    }

    private static CsrMatrix<float> Rows(List<(CsrMatrix<float> Values, int Row)> rows, int[] kept, int columns)
    {
        long[] offsets = new long[kept.Length + 1];
        for (int i = 0; i < kept.Length; i++) offsets[i + 1] = offsets[i] + rows[kept[i]].Values.RowIndices(rows[kept[i]].Row).Length;
        int[] indices = new int[offsets[^1]];
        float[] values = new float[offsets[^1]];
        for (int i = 0; i < kept.Length; i++)
        {
            (CsrMatrix<float> block, int row) = rows[kept[i]];
            block.RowIndices(row).CopyTo(indices.AsSpan((int)offsets[i]));
            block.RowValues(row).CopyTo(values.AsSpan((int)offsets[i]));
        }

        return new CsrMatrix<float>(kept.Length, columns, offsets, indices, values);
    }

    private static T[] Pick<T>(T[] values, int[] rows) => Array.ConvertAll(rows, r => values[r]);
}
