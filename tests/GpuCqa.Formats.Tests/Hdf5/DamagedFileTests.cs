using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Hdf5.Native;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public class DamagedFileTests
{
    [Fact]
    public void File_CutShortAnywhere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(new H5adParts().Write(folder.File("whole.h5ad")));
        for (int cut = 0; cut < whole.Length; cut += Math.Max(1, whole.Length / 40))
        {
            string path = folder.File($"cut{cut}.h5ad");
            File.WriteAllBytes(path, whole[..cut]);
            var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(path, new CellFileOptions()));
            Assert.Equal(path, error.File);
        }
    }

    [SharedDataFact]
    public void CompressedChunk_Overwritten_IsRefusedByKey()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = File.ReadAllBytes(SharedData.Path("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad"));
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 2, 4096);
        string path = folder.File("damaged.h5ad");
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<BadDataException>(() => ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions())));
        Assert.StartsWith("/X/", error.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("barcode,gene\nc1,g1\n")]
    [InlineData("\u0089HDF\r\n\u001a\n")]
    public void File_ThatIsNotHdf5_IsRefused(string content)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("text.h5ad");
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(content));
        var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(path, new CellFileOptions()));
        Assert.Contains("not an HDF5 file", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Throws<BadDataException>(() => Hdf5Inspector.Inspect(path));
    }

    [Fact]
    public void File_ThatIsMissingOrAFolder_IsBadData()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(folder.File("none.h5"), new CellFileOptions()));
        Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(folder.Path, new CellFileOptions()));
    }

    [Theory]
    [InlineData(float.NaN, "values that are not finite numbers")]
    [InlineData(float.PositiveInfinity, "values that are not finite numbers")]
    [InlineData(-1f, "negative values, as after scaling")]
    [InlineData(0.5f, "fractional values, as after normalization")]
    public void Counts_PlainlyNoCounts_AreRefusedAtOpening(float bad, string finding)
    {
        using var folder = new TemporaryFolder();
        string path = new H5adParts { Data = [1, 2, bad, 4, 5] }.Write(folder.File("bad.h5ad"));
        var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(path, new CellFileOptions()));
        Assert.Contains($"X holds {finding}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    [InlineData(-3f, "-3")]
    [InlineData(2.5f, "2.5")]
    public void Counts_WithOneBadValue_AreRefusedAtItsCellAndGene(float bad, string shown)
    {
        // More cells than the look at opening sees: the value is found where it lies.
        const int cells = 100_000;
        const int at = 61_250;
        using var folder = new TemporaryFolder();
        float[] data = [.. Enumerable.Repeat(1f, cells)];
        data[at] = bad;
        var parts = new H5adParts
        {
            Cells = [.. Enumerable.Range(0, cells).Select(i => $"c{i}")],
            Data = data,
            Indices = [.. Enumerable.Range(0, cells).Select(i => (long)(i % 4))],
            Offsets = [.. Enumerable.Range(0, cells + 1).Select(i => (long)i)],
        };
        string path = parts.Write(folder.File("bad.h5ad"));
        var error = Assert.Throws<BadDataException>(() => ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions()), 10_000));
        Assert.Equal("/X/data", error.Place);
        Assert.Contains($"cell {at} ('c{at}'), feature 'g{(at % 4) + 1}': the value is {shown}; counts must be non-negative integers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_WithNaN_AreRefused()
    {
        using var folder = new TemporaryFolder();
        string path = new H5adParts { Data = [1, -2.5f, float.NaN, 4, 5] }.Write(folder.File("bad.h5ad"));
        var source = Hdf5CellFiles.Open(path, new CellFileOptions { Modality = GpuCqa.Core.Cohorts.CellModality.Features });
        var error = Assert.Throws<BadDataException>(() => ReadCells.From(source));
        Assert.Contains("cell 1 ('c2'), feature 'g2': the value is NaN; features must be finite numbers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_ThatIsMissing_SaysHowToInstallIt()
    {
        var error = Assert.Throws<PreconditionException>(() => Hdf5Library.Find(["libhdf5-that-is-not-there.so.1"]));
        Assert.Contains("apt-get install libhdf5-103-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("brew install hdf5", error.Message, StringComparison.Ordinal);
    }
}
