using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.References;

public sealed class StoredValuesTests
{
    [Fact]
    public void View_OfPackedCells_HasTheSelectedGenesInTheirOrder() => Seeds.Each(seed =>
    {
        const int Cells = 130, Genes = 90;
        var random = new Random((int)seed);
        var dense = new float[Cells, Genes];
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        using var shelf = new BlockShelf(device, CellRoom.InMemory());
        var rows = new CsrRowBuffer<float>(Genes);
        for (int c = 0; c < Cells; c++)
        {
            int[] of = [.. Enumerable.Range(0, Genes).Where(_ => random.Next(3) == 0)];
            foreach (int g in of) dense[c, g] = random.Next(1, 400);
            rows.Append(of, [.. of.Select(g => dense[c, g])]);
            if (rows.Rows == 50) shelf.Add(rows.Take());
        }

        shelf.Add(rows.Take());
        int[] genes = [.. Enumerable.Range(0, Genes).OrderBy(_ => random.Next()).Take(40)];
        StoredValues view = new(shelf, genes), whole = new(view.Whole());
        Assert.Equal((Cells, 40), (view.Rows, view.Columns));
        foreach (StoredValues values in new[] { view, whole })
        {
            int cell = 0;
            foreach (CsrMatrix<float> block in values.Blocks())
            {
                block.Validate();
                for (int r = 0; r < block.Rows; r++, cell++)
                {
                    var found = new float[40];
                    for (int e = 0; e < block.RowIndices(r).Length; e++) found[block.RowIndices(r)[e]] = block.RowValues(r)[e];
                    Assert.Equal(genes.Select(g => dense[cell, g]), found);
                }
            }

            Assert.Equal(Cells, cell);
            for (int i = 0; i < genes.Length; i += 7) Assert.Equal(Enumerable.Range(0, Cells).Select(c => (double)dense[c, genes[i]]), values.Column(i));
        }
    });
}
