using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Cells of a reference as if they were those of a new lot.</summary>
internal static class ReferenceQuery
{
    /// <summary>Takes the cells.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cells">Their indices, increasing.</param>
    public static QueryLot Of(ReferenceModel reference, IReadOnlyList<int> cells)
    {
        CsrMatrix<float> values = reference.StoredValues.Whole();
        var stored = new CsrRowBuffer<float>(values.Columns);
        DenseMatrix<float> projection = Projection(reference, cells);
        foreach (int c in cells) stored.Append(values.RowIndices(c), values.RowValues(c));

        CellTable table = reference.Cells;
        return new QueryLot(
            new LotResult("left out", null, null, null, null, [], cells.Count, cells.Count, 0, 0, 0, 0, 0, 0, 0), "", [.. cells.Select(c => table.Barcodes[c])], [.. cells.Select(c => table.TotalCounts[c])],
            [.. cells.Select(c => table.DetectedGenes[c])], [.. cells.Select(c => table.MitoPercent[c])], stored.Take(), [.. Enumerable.Repeat(true, reference.StoredGenes.Length)], projection, new double[cells.Count]);
    }

    /// <summary>Projections of the cells, before alignment: cells x components.</summary>
    public static DenseMatrix<float> Projection(ReferenceModel reference, IReadOnlyList<int> cells)
    {
        var projection = new DenseMatrix<float>(cells.Count, reference.Projections.Columns);
        for (int i = 0; i < cells.Count; i++) reference.Projections.Row(cells[i]).CopyTo(projection.Row(i));
        return projection;
    }
}
