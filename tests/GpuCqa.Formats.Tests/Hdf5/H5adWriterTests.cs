using System.Diagnostics;
using System.Text.Json;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Hdf5.Storage;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public class H5adWriterTests
{
    private const int Cells = 1_000;
    private const int Genes = 300;

    [Fact]
    public void File_Written_IsReadBackAsItWas()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder.File("a.h5ad"), 170);
        CellSource source = Hdf5CellFiles.Open(path, new CellFileOptions { GroupColumn = "lot" });
        ReadCells read = ReadCells.From(source, 99);
        ReadCells.AssertSame(Counts(), read.Values);
        Assert.Equal(Names("cell", Cells), read.Barcodes);
        Assert.Equal(Names("gene", Genes), source.Features.Ids);
        Assert.Equal("lot é", read.Groups![0]);
        foreach ((string column, string expected) in ((string, string)[])[("n_counts", "1000"), ("score", "0.5"), ("share", "0.25"), ("doublet", "True"), ("cluster", ""), ("note", "ü0"), ("total", "5000000000")])
            Assert.Equal(expected, ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions { GroupColumn = column }), Cells).Groups![0]);
    }

    // A program that is started while the file is open has the descriptor too; a lock on it would outlive the closing.
    [Fact]
    public void File_Written_WhileAProgramStarts_IsFreeWhenClosed()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var folder = new TemporaryFolder();
        string path = folder.File("a.h5ad");
        Process other;
        using (H5adWriter.Create(path)) other = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        using (other)
        {
            using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read)) Assert.False(other.HasExited);
            other.StandardInput.Close();
            other.WaitForExit();
        }
    }

    [PeerFact]
    public void File_Written_KeepsTheSpecificationElementByElement()
    {
        using var folder = new TemporaryFolder();
        JsonElement found = H5adPeer.Check(Write(folder.File("a.h5ad"), 170));
        var counts = new ReadCells([], Counts(), null);
        JsonElement x = found.GetProperty("X");
        Assert.Equal((counts.Values.NonZeros, "float32", "int32"), (x.GetProperty("nnz").GetInt64(), x.GetProperty("dtype").GetString(), x.GetProperty("indices").GetString()));
        Assert.Equal("int64", found.GetProperty("layers").GetProperty("counts").GetProperty("indices").GetString());
        Assert.Equal(counts.WeightedSum, x.GetProperty("weighted").GetDouble());
        Assert.Equal(counts.WeightedSum, found.GetProperty("layers").GetProperty("counts").GetProperty("weighted").GetDouble());
        JsonElement obs = found.GetProperty("obs").GetProperty("columns");
        Assert.Equal(["lot", "cluster", "note", "n_counts", "total", "score", "share", "doublet"], obs.EnumerateObject().Select(c => c.Name));
        Assert.Equal("int8", obs.GetProperty("lot").GetProperty("dtype").GetString());
        Assert.Equal("int16", obs.GetProperty("cluster").GetProperty("dtype").GetString());
        Assert.True(obs.GetProperty("cluster").GetProperty("ordered").GetBoolean());
        Assert.Equal("bool", obs.GetProperty("doublet").GetProperty("dtype").GetString());
        Assert.Equal(JsonValueKind.Null, obs.GetProperty("score").GetProperty("values")[1].ValueKind);
        Assert.Equal("float32", found.GetProperty("obsm").GetProperty("X_pca").GetProperty("dtype").GetString());
        Assert.Equal("float64", found.GetProperty("varm").GetProperty("PCs").GetProperty("dtype").GetString());
        Assert.Equal(Cells, found.GetProperty("obsp").GetProperty("connectivities").GetProperty("nnz").GetInt32());
        JsonElement uns = found.GetProperty("uns");
        Assert.Equal("leiden", uns.GetProperty("gpucqa").GetProperty("parameters").GetProperty("algorithm").GetProperty("value").GetString());
        Assert.Equal("int64", uns.GetProperty("gpucqa").GetProperty("seed").GetProperty("dtype").GetString());
        Assert.True(uns.GetProperty("gpucqa").GetProperty("aligned").GetProperty("value").GetBoolean());
        Assert.Equal([3.5, 1.25], uns.GetProperty("pca").GetProperty("variance").GetProperty("values").EnumerateArray().Select(v => v.GetDouble()));
    }

    [PeerFact]
    public void File_WithoutCells_KeepsTheSpecification()
    {
        using var folder = new TemporaryFolder();
        using (var writer = H5adWriter.Create(folder.File("empty.h5ad")))
        {
            writer.WriteX(0, 2, []);
            writer.WriteObs([]);
            writer.WriteVar(["g1", "g2"]);
        }

        Assert.Equal(0, H5adPeer.Check(folder.File("empty.h5ad")).GetProperty("X").GetProperty("nnz").GetInt32());
    }

    [Fact]
    public void WideIndices_AreReadBack()
    {
        using var folder = new TemporaryFolder();
        ReadCells.AssertSame(Counts(), ReadCells.From(Hdf5CellFiles.Open(Write(folder.File("a.h5ad"), 170), new CellFileOptions { Layer = "counts" })).Values);
    }

    [Fact]
    public void Matrices_OfManyChunks_AreReadBackByTheLibrary()
    {
        // Large enough to be compressed side by side; the last chunk is not full.
        const int cells = 30_001, genes = 5_003;
        using var folder = new TemporaryFolder();
        string path = folder.File("a.h5ad");
        var random = new Philox(5, RandomPurpose.Test);
        var embedding = new DenseMatrix<float>(cells, 17);
        var loadings = new DenseMatrix<double>(genes, 71);
        for (int i = 0; i < embedding.Values.Length; i++) embedding.Values[i] = (float)random.NextDouble() - 0.5f;
        for (int i = 0; i < loadings.Values.Length; i++) loadings.Values[i] = random.NextDouble() - 0.5;
        double[] numbers = [.. loadings.Values.Take(200_003)];
        using (var writer = H5adWriter.Create(path))
        {
            writer.WriteObs(Names("cell", cells));
            writer.WriteVar(Names("gene", genes));
            writer.WriteObsm("X_pca", embedding);
            writer.WriteVarm("PCs", loadings);
            writer.WriteUns("numbers", numbers);
        }

        using var file = Hdf5File.Open(path);
        Hdf5Group root = file.OpenRoot();
        float[] readEmbedding = new float[embedding.Values.Length];
        double[] readLoadings = new double[loadings.Values.Length];
        root.Group("obsm").Dataset("X_pca").Read([0, 0], [cells, 17], readEmbedding.AsSpan());
        root.Group("varm").Dataset("PCs").Read([0, 0], [genes, 71], readLoadings.AsSpan());
        Assert.True(embedding.Values.AsSpan().SequenceEqual(readEmbedding));
        Assert.True(loadings.Values.AsSpan().SequenceEqual(readLoadings));
        Assert.Equal(numbers, root.Group("uns").Dataset("numbers").ReadAll<double>());
    }

    [Fact]
    public void File_WrittenTwice_HasTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(Bytes(Write(folder.File("a.h5ad"), 170)), Bytes(Write(folder.File("another name.h5ad"), 170)));
    }

    // Without asking for a lock: a program that another test started while the file was open for writing still holds HDF5's.
    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    [Fact]
    public void File_Written_HoldsNoTime()
    {
        using var folder = new TemporaryFolder();
        uint start = (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string path = new H5adParts { Obs = obs => obs.Add<double>("kind", [1, 2, 3], 3) }.Write(folder.File("a.h5ad"));
        byte[] bytes = File.ReadAllBytes(path);
        for (uint time = start; time <= (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds(); time++)
            Assert.Equal(-1, bytes.AsSpan().IndexOf(BitConverter.GetBytes(time)));
    }

    [Fact]
    public void Blocks_OfAnySize_GiveTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(File.ReadAllBytes(Write(folder.File("a.h5ad"), 1)), File.ReadAllBytes(Write(folder.File("b.h5ad"), Cells)));
    }

    [Fact]
    public void Sizes_ThatDisagree_AreRefused()
    {
        using var folder = new TemporaryFolder();
        using var writer = H5adWriter.Create(folder.File("a.h5ad"));
        writer.WriteObs(["c1", "c2"]);
        Assert.Throws<ArgumentException>(() => writer.WriteObsm("X_pca", new DenseMatrix<float>(3, 2)));
        Assert.Throws<ArgumentException>(() => writer.WriteX(3, 2, []));
        Assert.Throws<ArgumentException>(() => writer.WriteX(2, 2, []));
        Assert.Throws<ArgumentException>(() => writer.WriteVar(["g1"], AnnDataColumn.Doubles("mean", [1, 2])));
        Assert.Throws<ArgumentException>(() => writer.WriteUns("a//b", 1));
        Assert.Throws<ArgumentException>(() => AnnDataColumn.Categories("c", [2], ["a", "b"]));
    }

    [Fact]
    public void Folder_ThatDoesNotExist_IsAPrecondition()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<PreconditionException>(() => H5adWriter.Create(Path.Combine(folder.Path, "none", "a.h5ad")));
    }

    private static string Write(string path, int blockRows)
    {
        using var writer = H5adWriter.Create(path);
        writer.WriteX(Cells, Genes, Blocks(blockRows));
        writer.WriteLayer("counts", Cells, Genes, Blocks(blockRows), wideIndices: true);
        writer.WriteObs(
            Names("cell", Cells),
            AnnDataColumn.Categories("lot", [.. Enumerable.Range(0, Cells).Select(i => i % 2 == 0 ? "lot é" : "lot b")]),
            AnnDataColumn.Categories("cluster", [.. Enumerable.Range(-1, Cells).Select(i => i % 200)], Names("k", 200), ordered: true),
            AnnDataColumn.Texts("note", [.. Enumerable.Range(0, Cells).Select(i => $"ü{i}")]),
            AnnDataColumn.Integers("n_counts", [.. Enumerable.Range(1_000, Cells)]),
            AnnDataColumn.Integers("total", [.. Enumerable.Repeat(5_000_000_000, Cells)]),
            AnnDataColumn.Doubles("score", [.. Enumerable.Range(0, Cells).Select(i => i == 1 ? double.NaN : 0.5 + i)]),
            AnnDataColumn.Floats("share", [.. Enumerable.Repeat(0.25f, Cells)]),
            AnnDataColumn.Flags("doublet", [.. Enumerable.Range(0, Cells).Select(i => i % 3 == 0)]));
        writer.WriteVar(Names("gene", Genes), AnnDataColumn.Flags("highly_variable", new bool[Genes]));
        writer.WriteObsm("X_pca", new DenseMatrix<float>(Cells, 5, [.. Enumerable.Range(0, Cells * 5).Select(i => i / 7f)]));
        writer.WriteVarm("PCs", new DenseMatrix<double>(Genes, 5, [.. Enumerable.Range(0, Genes * 5).Select(i => i / 3.0)]));
        var ring = new CsrMatrix<double>(Cells, Cells, [.. Enumerable.Range(0, Cells + 1).Select(i => (long)i)], [.. Enumerable.Range(0, Cells).Select(i => (i + 1) % Cells)], [.. Enumerable.Repeat(0.5, Cells)]);
        writer.WriteObsp("connectivities", ring);
        writer.WriteUns("gpucqa/parameters/algorithm", "leiden");
        writer.WriteUns("gpucqa/parameters/resolutions", [0.2, 0.5]);
        writer.WriteUns("gpucqa/parameters/readouts", ["vegf", "il6"]);
        writer.WriteUns("gpucqa/seed", 7);
        writer.WriteUns("gpucqa/aligned", true);
        writer.WriteUns("gpucqa/sizes", new long[] { 1, 2 });
        writer.WriteUns("gpucqa/rho", new DenseMatrix<double>(1, 2, [0.5, 1]));
        writer.WriteUns("gpucqa/p", 0.001);
        writer.WriteUns("pca/variance", [3.5, 1.25]);
        return path;
    }

    private static IEnumerable<CsrMatrix<float>> Blocks(int rows)
    {
        CsrMatrix<float> all = Counts();
        for (int first = 0; first < Cells; first += rows)
        {
            int count = Math.Min(rows, Cells - first), start = (int)all.RowOffsets[first], length = (int)all.RowOffsets[first + count] - start;
            yield return new CsrMatrix<float>(
                count, Genes, [.. all.RowOffsets.Skip(first).Take(count + 1).Select(o => o - start)], all.ColumnIndices.AsSpan(start, length).ToArray(), all.Values.AsSpan(start, length).ToArray());
        }
    }

    /// <summary>More entries than a batch of chunks of <c>data</c> would need to be trivial: several chunks, the last one partial.</summary>
    private static CsrMatrix<float> Counts()
    {
        var random = new Philox(3, RandomPurpose.Test);
        var offsets = new List<long> { 0 };
        var columns = new List<int>();
        var values = new List<float>();
        for (int r = 0; r < Cells; r++)
        {
            for (int c = 0; c < Genes; c++)
            {
                if (random.NextInt32(2) == 0) continue;
                columns.Add(c);
                values.Add(1 + random.NextInt32(50));
            }

            offsets.Add(columns.Count);
        }

        return new CsrMatrix<float>(Cells, Genes, [.. offsets], [.. columns], [.. values]);
    }

    private static string[] Names(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => prefix + i)];
}
