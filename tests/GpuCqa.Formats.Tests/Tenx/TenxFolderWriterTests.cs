using System.Diagnostics;
using System.IO.Compression;
using System.IO.Hashing;
using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Gzip;
using GpuCqa.Formats.Tenx;
using GpuCqa.Formats.Tests.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Tenx;

public sealed class TenxFolderWriterTests : IDisposable
{
    private static readonly FeatureTable Genes = new(["E1", "E2", "E3"], ["A", "B", "C"]);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Written_Folder_ReadsBack() => Prop.ForAll(Arb.From(Gen.Choose(0, 3).ArrayOf().Select(v => v.Length > 60 ? v[..60] : v)), Arb.From(Gen.Choose(1, 9)), (values, blockSize) =>
    {
        float[][] cells = [.. values.Chunk(3).Where(c => c.Length == 3).Select(c => c.Select(v => (float)v).ToArray())];
        TenxFolderWriter.Write(folder.File("w"), Genes, Blocks(cells, blockSize));
        CellSource source = CellFiles.Open(folder.File("w"), new CellFileOptions());
        Cells read = Cells.Of(source);
        return read.Values.Zip(cells).All(p => p.First.SequenceEqual(p.Second)) && read.Values.Length == cells.Length
            && read.Barcodes.SequenceEqual(cells.Select((_, i) => $"c{i}")) && source.Features.Names.SequenceEqual(Genes.Names) && source.Features.Types![0] == "Gene Expression";
    }).CheckSeeds();

    [Fact]
    public void Written_Bytes_DependOnContentOnly()
    {
        float[][] cells = [[1, 0, 2], [0, 0, 0], [16777216, 4, 0]];
        TenxFolderWriter.Write(folder.File("a"), Genes, Blocks(cells, 1));
        TenxFolderWriter.Write(folder.File("b"), Genes, Blocks(cells, 1));
        Assert.Equal(["barcodes.tsv.gz", "features.tsv.gz", "matrix.mtx.gz"], Directory.GetFiles(folder.File("a")).Select(Path.GetFileName).Order());
        foreach (string file in Directory.GetFiles(folder.File("a"))) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder.File("b"), Path.GetFileName(file))));
    }

    [Theory]
    [InlineData(TenxFolderWriter.PartCells)]
    [InlineData(TenxFolderWriter.PartCells + 1)]
    [InlineData((3 * TenxFolderWriter.PartCells) - 1)]
    public void Written_Bytes_DoNotDependOnBlocks(int count)
    {
        var random = new System.Random(count);
        float[][] cells = [.. Enumerable.Range(0, count).Select(_ => new float[] { random.Next(2), random.Next(12), random.Next(3) })];
        TenxFolderWriter.Write(folder.File("a"), Genes, Blocks(cells, 1));
        TenxFolderWriter.Write(folder.File("b"), Genes, Blocks(cells, 700));
        using (TenxFolderOutput output = TenxFolderOutput.Create(folder.File("c"), Genes))
        {
            int first = 0;
            foreach (CellBlock block in Blocks(cells, TenxFolderWriter.PartCells))
            {
                output.Append(TenxPart.Pack(block, first, (first += block.Barcodes.Length) == count));
            }

            output.Finish();
        }

        foreach (string file in Directory.GetFiles(folder.File("a")))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder.File("b"), Path.GetFileName(file))));
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder.File("c"), Path.GetFileName(file))));
        }

        Assert.Equal(cells, Cells.Of(CellFiles.Open(folder.File("c"), new CellFileOptions())).Values);
    }

    [Fact]
    public void Output_LeftUnfinished_HasNoMatrix()
    {
        using (TenxFolderOutput output = TenxFolderOutput.Create(folder.File("a"), Genes))
            output.Append(TenxPart.Pack(Blocks([[1, 0, 2]], 1).Single(), 0, last: false));
        Assert.Equal(["barcodes.tsv.gz", "features.tsv.gz"], Directory.GetFiles(folder.File("a")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Written_Matrix_IsOneGzipMemberForAnyReader()
    {
        var random = new System.Random(3);
        float[][] cells = [.. Enumerable.Range(0, 20_000).Select(_ => new float[] { random.Next(2), random.Next(300), random.Next(5) })];
        TenxFolderWriter.Write(folder.File("a"), Genes, Blocks(cells, 777));
        string matrix = Path.Combine(folder.File("a"), "matrix.mtx.gz");
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(matrix), CompressionMode.Decompress)))
        {
            string text = reader.ReadToEnd();
            Assert.StartsWith($"%%MatrixMarket matrix coordinate integer general\n%\n3 20000 {cells.Sum(c => c.Count(v => v > 0))}\n", text, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsLinux()) return;
        using Process gzip = Process.Start(new ProcessStartInfo("gzip", ["-t", matrix]) { RedirectStandardError = true })!;
        Assert.Equal("", gzip.StandardError.ReadToEnd());
        gzip.WaitForExit();
        Assert.Equal(0, gzip.ExitCode);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(1e9f)]
    public void Write_NotACount_IsRefused(float value) =>
        Assert.Contains("Cell 2, feature 3", Assert.Throws<InvalidParameterException>(() => TenxFolderWriter.Write(folder.File("a"), Genes, Blocks([[1, 1, 1], [0, 0, value]], 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void Write_WhereAFileStands_IsRefused()
    {
        File.WriteAllText(folder.File("a"), "");
        Assert.Throws<PreconditionException>(() => TenxFolderWriter.Write(folder.File("a"), Genes, []));
    }

    [Fact]
    public void Checksums_Combined_AreThatOfTheWhole()
    {
        byte[] data = GzipFiles.Noise(5000, 1);
        foreach (int cut in new[] { 0, 1, 17, 2500, 4999, 5000 })
            Assert.Equal(Crc32.HashToUInt32(data), Crc32Combine.Of(Crc32.HashToUInt32(data.AsSpan(0, cut)), Crc32.HashToUInt32(data.AsSpan(cut)), data.Length - cut));
    }

    private static IEnumerable<CellBlock> Blocks(float[][] cells, int size)
    {
        for (int from = 0; from < cells.Length; from += size)
        {
            float[][] rows = [.. cells.Skip(from).Take(size)];
            var offsets = new List<long> { 0 };
            var columns = new List<int>();
            var values = new List<float>();
            foreach (float[] row in rows)
            {
                for (int c = 0; c < row.Length; c++)
                {
                    if (row[c] == 0) continue;
                    columns.Add(c);
                    values.Add(row[c]);
                }

                offsets.Add(columns.Count);
            }

            yield return new CellBlock([.. rows.Select((_, i) => $"c{from + i}")], new CsrMatrix<float>(rows.Length, 3, [.. offsets], [.. columns], [.. values]));
        }
    }
}
