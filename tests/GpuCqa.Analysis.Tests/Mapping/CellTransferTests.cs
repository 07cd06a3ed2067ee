using GpuCqa.Analysis.Mapping;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class CellTransferTests
{
    private static readonly Lazy<SmallReference> Plain = new(() => new SmallReference(5)), Aligned = new(() => new SmallReference(6, "harmony", 0.3));

    [Fact]
    public void Label_NothingAligned_IsWhatMappingTheLotSays()
    {
        SmallReference reference = Plain.Value;
        QueryLot lot = reference.Read(reference.Source(9));
        LabelTransfer mapped = reference.Transfer(lot);
        using CellTransfer cells = CellTransfer.Load(SmallReference.Device, reference.Model);
        LabelTransfer labelled = cells.Label(Counts(reference, lot));
        Assert.Equal(mapped.Labels, labelled.Labels);
        Assert.Equal(mapped.Scores, labelled.Scores);
        Assert.Equal(mapped.Margins, labelled.Margins);
        Assert.Equal(mapped.Distances, labelled.Distances);
        Assert.Equal(mapped.Embedding.Values, labelled.Embedding.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Label_AnyBatch_GivesACellTheSameAnswer(bool aligned)
    {
        SmallReference reference = aligned ? Aligned.Value : Plain.Value;
        CsrMatrix<float> all = Counts(reference, reference.Read(reference.Source(9)));
        using CellTransfer cells = CellTransfer.Load(SmallReference.Device, reference.Model);
        LabelTransfer together = cells.Label(all);
        foreach (int size in new[] { 1, 7, 50 })
        {
            for (int first = 0; first < all.Rows; first += size)
            {
                var buffer = new CsrRowBuffer<float>(all.Columns);
                for (int r = first; r < Math.Min(all.Rows, first + size); r++) buffer.Append(all.RowIndices(r), all.RowValues(r));
                LabelTransfer batch = cells.Label(buffer.Take());
                for (int r = 0; r < batch.Distances.Length; r++)
                {
                    Assert.Equal(together.Distances[first + r], batch.Distances[r]);
                    for (int k = 0; k < together.Labels.Length; k++)
                        Assert.Equal((together.Labels[k][first + r], together.Scores[k][first + r], together.Margins[k][first + r]), (batch.Labels[k][r], batch.Scores[k][r], batch.Margins[k][r]));
                }
            }
        }
    }

    [Fact]
    public void Label_AlignedReference_GivesTheStateOfEachCell()
    {
        SmallReference reference = Aligned.Value;
        QueryLot lot = reference.Read(reference.Source(20));
        using CellTransfer cells = CellTransfer.Load(SmallReference.Device, reference.Model);
        int[] labels = cells.Label(Counts(reference, lot, 20)).Labels[0];
        int[] mapped = reference.Transfer(lot).Labels[0];
        int same = labels.Zip(mapped).Count(p => p.First == p.Second);
        Assert.True(same >= 0.98 * labels.Length, $"{same} of {labels.Length}");
    }

    [Fact]
    public void Label_ValuesThatCannotBeMapped_AreRefused()
    {
        using CellTransfer cells = CellTransfer.Load(SmallReference.Device, Plain.Value.Model);
        int genes = Plain.Value.Model.Genes.Count;
        Assert.Contains("239", Refused(cells, [1, 2], genes - 1), StringComparison.Ordinal);
        Assert.Contains("Cell 0: the value 1.5", Refused(cells, [1.5f], genes), StringComparison.Ordinal);
        Assert.Contains("-1", Refused(cells, [-1f], genes), StringComparison.Ordinal);
        Assert.Contains("NaN", Refused(cells, [float.NaN], genes), StringComparison.Ordinal);
        Assert.Contains("no count", Refused(cells, [0f], genes), StringComparison.Ordinal);
        Assert.Throws<InvalidParameterException>(() => CellTransfer.Load(SmallReference.Device, Plain.Value.Model, 0));
        Assert.Empty(cells.Label(new CsrMatrix<float>(0, genes, [0], [], [])).Distances);
    }

    private static string Refused(CellTransfer cells, float[] values, int genes) =>
        Assert.Throws<InvalidParameterException>(() => cells.Label(new CsrMatrix<float>(1, genes, [0, values.Length], [.. Enumerable.Range(0, values.Length)], values))).Message;

    /// <summary>Raw values of the cells that a lot kept, in the genes of the reference.</summary>
    private static CsrMatrix<float> Counts(SmallReference reference, QueryLot lot, int index = 9)
    {
        float[][] rows = reference.Rows(index);
        string[] ids = reference.Source(index, 1).Features.Ids;
        int[] columns = [.. reference.Model.Genes.Ids.Select(id => Array.IndexOf(ids, id))];
        var buffer = new CsrRowBuffer<float>(columns.Length);
        foreach (string barcode in lot.Barcodes)
        {
            float[] row = rows[int.Parse(barcode.AsSpan(barcode.IndexOf('-', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture)];
            int[] stored = [.. Enumerable.Range(0, columns.Length).Where(g => row[columns[g]] != 0)];
            buffer.Append(stored, [.. stored.Select(g => row[columns[g]])]);
        }

        return buffer.Take();
    }
}
