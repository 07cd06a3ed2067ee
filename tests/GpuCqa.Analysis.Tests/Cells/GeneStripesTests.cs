using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Analysis.Tests.Cells;

public sealed class GeneStripesTests
{
    private const int Genes = 97, Scale = 10_000;

    // Blocks of one piece, of several, and of one cell more.
    private static readonly int[] Rows = [5, 2500, GenePiece.MostCells + 1];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(Genes, 3)]
    [InlineData(500, 2)]
    public void Counts_AnyStripesAndThreads_AreTheScaledCountsByGene(int stripes, int threads)
    {
        CsrMatrix<float>[] blocks = Blocks(17);
        double[] totals = [.. blocks.SelectMany(b => Enumerable.Range(0, b.Rows).Select(r => b.RowValues(r).ToArray().Sum(v => (double)v)))];
        var expected = CsrTransposition.Transpose([.. blocks.Select(WithoutZeros)], Genes);
        AssertEqual(expected, (x, cell) => x / totals[cell] * Scale, Read(blocks, totals, CellModality.Counts, stripes, threads));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Measurements_AnyStripes_AreAsTheyAreWithTheirZeros(int stripes)
    {
        CsrMatrix<float>[] blocks = [.. Blocks(18).Select(b => new CsrMatrix<float>(b.Rows, b.Columns, b.RowOffsets, b.ColumnIndices, [.. b.Values.Select(v => v - 2)]))];
        AssertEqual(CsrTransposition.Transpose(blocks, Genes), (x, _) => x, Read(blocks, new double[Rows.Sum()], CellModality.Features, stripes, 2));
    }

    [Fact]
    public void Stripes_GenesOfUnlikeFrequency_HoldAboutTheSameEntries()
    {
        // The first tenth of the genes has nine tenths of the entries.
        var buffer = new CsrRowBuffer<float>(Genes);
        for (int c = 0; c < 300; c++) buffer.Append([.. Enumerable.Range(0, Genes).Where(g => g < 10 || (c + g) % 90 == 0)], [.. Enumerable.Range(0, Genes).Where(g => g < 10 || (c + g) % 90 == 0).Select(_ => 1f)]);
        CsrMatrix<float> block = buffer.Take();
        using var device = new CpuDevice(2);
        using CellStore store = Store(device, [block], [.. Enumerable.Repeat(1.0, 300)], CellModality.Counts, 3);
        long[] entries = [.. new GeneStripes(device, new NormalizedBlocks(device, store, Scale), store).Select(m => m.NonZeros)];
        Assert.Equal(3, entries.Length);
        Assert.All(entries, e => Assert.InRange(e, (block.NonZeros / 3) - 300, (block.NonZeros / 3) + 300));
    }

    private static void AssertEqual(CsrMatrix<float> expected, Func<float, int, double> value, List<(int[] Cells, double[] Values)> found)
    {
        Assert.Equal(Genes, found.Count);
        for (int g = 0; g < Genes; g++)
        {
            int[] cells = expected.RowIndices(g).ToArray();
            Assert.Equal(cells, found[g].Cells);
            Assert.Equal(expected.RowValues(g).ToArray().Select((x, i) => value(x, cells[i])), found[g].Values);
        }
    }

    private static List<(int[] Cells, double[] Values)> Read(CsrMatrix<float>[] blocks, double[] totals, CellModality modality, int stripes, int threads)
    {
        using var device = new CpuDevice(threads);
        using CellStore store = Store(device, blocks, totals, modality, stripes);
        var stripesOfGenes = new GeneStripes(device, new NormalizedBlocks(device, store, Scale), store);
        List<(int[], double[])> once = [.. stripesOfGenes.SelectMany(Genewise)], twice = [.. stripesOfGenes.SelectMany(Genewise)];
        Assert.Equal(once.SelectMany(g => g.Item2), twice.SelectMany(g => g.Item2));
        return once;
    }

    private static IEnumerable<(int[] Cells, double[] Values)> Genewise(CsrMatrix<double> matrix)
    {
        matrix.Validate();
        Assert.Equal(Rows.Sum(), matrix.Columns);
        return Enumerable.Range(0, matrix.Rows).Select(g => (matrix.RowIndices(g).ToArray(), matrix.RowValues(g).ToArray())).ToArray();
    }

    private static CellStore Store(ComputeDevice device, CsrMatrix<float>[] blocks, double[] totals, CellModality modality, int stripes)
    {
        string[] names = [.. Enumerable.Range(0, Genes).Select(g => $"G{g}")];
        return new CellStore(device, blocks, new BlockTravel(true, 0, Genes, stripes))
        {
            Modality = modality,
            Genes = new FeatureTable(names, names),
            Barcodes = new string[totals.Length],
            Lots = new int[totals.Length],
            Totals = totals,
            DetectedGenes = new int[totals.Length],
            MitoPercent = new double[totals.Length],
        };
    }

    // Counts 0 to 4, zeros stored; genes without an entry and cells without one.
    private static CsrMatrix<float>[] Blocks(int seed)
    {
        var random = new Random(seed);
        return [.. Rows.Select(rows =>
        {
            var buffer = new CsrRowBuffer<float>(Genes);
            for (int r = 0; r < rows; r++)
            {
                int[] columns = [.. Enumerable.Range(0, Genes).Where(g => g % 13 != 5 && random.Next(4) == 0)];
                if (r % 50 == 7) columns = [];
                buffer.Append(columns, [.. columns.Select(_ => (float)random.Next(5))]);
            }

            return buffer.Take();
        })];
    }

    private static CsrMatrix<float> WithoutZeros(CsrMatrix<float> block)
    {
        var buffer = new CsrRowBuffer<float>(block.Columns);
        for (int r = 0; r < block.Rows; r++)
        {
            (int Column, float Value)[] kept = [.. block.RowIndices(r).ToArray().Zip(block.RowValues(r).ToArray()).Where(e => e.Second != 0)];
            buffer.Append([.. kept.Select(e => e.Column)], [.. kept.Select(e => e.Value)]);
        }

        return buffer.Take();
    }
}
