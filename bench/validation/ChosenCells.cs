using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Validation;

/// <summary>Some cells of a source, with molecules added to some of them.</summary>
/// <param name="inner">All cells.</param>
/// <param name="chosen">Whether a cell, by its place in the file and its name, is among them.</param>
/// <param name="added">Molecules to add to a cell: columns and counts; null = none.</param>
internal sealed class ChosenCells(CellSource inner, Func<int, string, bool> chosen, Func<int, ReadOnlyMemory<float>, SortedDictionary<int, float>?>? added = null) : CellSource
{
    public override string Path => inner.Path;

    public override FeatureTable Features => inner.Features;

    public override CellModality Modality => inner.Modality;

    public override long? CellCount => null;

    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
    {
        int place = 0;
        foreach (CellBlock block in inner.ReadBlocks(maxCells, cancellation))
        {
            var rows = new CsrRowBuffer<float>(Features.Count);
            var names = new List<string>();
            for (int r = 0; r < block.Values.Rows; r++, place++)
            {
                if (!chosen(place, block.Barcodes[r])) continue;
                names.Add(block.Barcodes[r]);
                if (added?.Invoke(place, block.Values.RowValues(r).ToArray()) is { } extra) Append(rows, block.Values, r, extra);
                else rows.Append(block.Values.RowIndices(r), block.Values.RowValues(r));
            }

            if (names.Count > 0) yield return new CellBlock([.. names], rows.Take());
        }
    }

    private static void Append(CsrRowBuffer<float> rows, CsrMatrix<float> values, int row, SortedDictionary<int, float> extra)
    {
        for (int e = 0; e < values.RowIndices(row).Length; e++) extra[values.RowIndices(row)[e]] = extra.GetValueOrDefault(values.RowIndices(row)[e]) + values.RowValues(row)[e];
        rows.Append([.. extra.Keys], [.. extra.Values]);
    }
}
