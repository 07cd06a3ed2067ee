using System.Text.Json;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public class H5adOutputTests
{
    // More barcodes than a chunk of texts holds, and more entries than a chunk of numbers.
    private const int Cells = 40_000;
    private static readonly FeatureTable Genes = new(["E1", "E2", "E3", "E4"], ["A", "B", "C", "D"]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void File_WrittenInBlocks_IsReadBackAsItWas(bool wide)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder.File("a.h5ad"), 777, wide);
        CellSource source = Hdf5CellFiles.Open(path, new CellFileOptions());
        ReadCells read = ReadCells.From(source, 4096);
        CellBlock all = Assert.Single(Blocks(Cells));
        ReadCells.AssertSame(all.Values, read.Values);
        Assert.Equal(all.Barcodes, read.Barcodes);
        Assert.Equal(Genes.Ids, source.Features.Ids);
        Assert.Equal(Genes.Names, source.Features.Names);
    }

    [Fact]
    public void Bytes_OfAFile_DoNotDependOnTheBlocks()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(File.ReadAllBytes(Write(folder.File("a.h5ad"), 100, false)), File.ReadAllBytes(Write(folder.File("b.h5ad"), 31_111, false)));
    }

    [PeerFact]
    public void File_Written_IsAnDataOfH5pyAndScipy()
    {
        using var folder = new TemporaryFolder();
        CellBlock all = Assert.Single(Blocks(Cells));
        var counts = new ReadCells(all.Barcodes, all.Values, null);
        foreach (bool wide in new[] { false, true })
        {
            JsonElement found = H5adPeer.Check(Write(folder.File($"{wide}.h5ad"), 5000, wide));
            JsonElement x = found.GetProperty("X");
            Assert.Equal((counts.Values.NonZeros, "float32", wide ? "int64" : "int32"), (x.GetProperty("nnz").GetInt64(), x.GetProperty("dtype").GetString(), x.GetProperty("indices").GetString()));
            Assert.Equal(counts.WeightedSum, x.GetProperty("weighted").GetDouble());
            Assert.Equal(all.Barcodes, found.GetProperty("obs").GetProperty("index").EnumerateArray().Select(t => t.GetString()));
        }
    }

    [Fact]
    public void File_OfNoCells_IsRead()
    {
        using var folder = new TemporaryFolder();
        using (H5adOutput output = H5adOutput.Create(folder.File("a.h5ad"), Genes, false)) output.Finish();
        Assert.Equal(0, Hdf5CellFiles.Open(folder.File("a.h5ad"), new CellFileOptions()).CellCount);
    }

    [Fact]
    public void File_LeftUnfinished_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using (H5adOutput output = H5adOutput.Create(folder.File("a.h5ad"), Genes, false)) output.Append(Blocks(Cells).Single());
        Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(folder.File("a.h5ad"), new CellFileOptions()).ReadBlocks(100).Count());
    }

    [Fact]
    public void Block_OfOtherGenes_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using H5adOutput output = H5adOutput.Create(folder.File("a.h5ad"), Genes, false);
        Assert.Throws<InvalidParameterException>(() => output.Append(new CellBlock(["c"], new CsrMatrix<float>(1, 3, [0, 1], [2], [1]))));
    }

    private static string Write(string path, int blockSize, bool wide)
    {
        using H5adOutput output = H5adOutput.Create(path, Genes, wide);
        foreach (CellBlock block in Blocks(blockSize)) output.Append(block);
        output.Finish();
        return path;
    }

    private static IEnumerable<CellBlock> Blocks(int size)
    {
        for (int first = 0; first < Cells; first += size)
        {
            int count = Math.Min(size, Cells - first);
            long[] offsets = new long[count + 1];
            var columns = new List<int>();
            var values = new List<float>();
            for (int c = 0; c < count; c++)
            {
                for (int g = 0; g < 4; g++)
                {
                    int value = (((first + c) * 7919) + (g * 31)) % 11 % 5;
                    if (value == 0) continue;
                    columns.Add(g);
                    values.Add(value);
                }

                offsets[c + 1] = columns.Count;
            }

            yield return new CellBlock([.. Enumerable.Range(first, count).Select(c => $"cell{c}")], new CsrMatrix<float>(count, 4, offsets, [.. columns], [.. values]));
        }
    }
}
