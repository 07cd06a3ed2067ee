using GpuCqa.Formats.Hdf5.Storage;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>Long runs are decompressed side by side, short ones by libhdf5: both give the same numbers.</summary>
public class ChunkedReadTests
{
    private const int Short = 4_000;

    [SharedDataTheory]
    [InlineData("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad", "X", 0, 300_000)]
    [InlineData("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad", "X", 8_917, 123_457)]
    [InlineData("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad", "X", 2_182_975, 100_001)]
    [InlineData("pbmc3k_h5ad/pbmc3k_cellranger_v3_layout.h5", "matrix", 777, 100_000)]
    public void Run_OfAnyPlaceAndLength_EqualsLibhdf5(string path, string group, long start, int count)
    {
        using var file = Hdf5File.Open(SharedData.Path(path));
        Hdf5Group matrix = file.OpenRoot().Group(group);
        AssertSame<float>(matrix.Dataset("data"), start, count);
        AssertSame<int>(matrix.Dataset("indices"), start, count);
    }

    private static void AssertSame<T>(Hdf5Dataset dataset, long start, int count) where T : unmanaged
    {
        var run = new T[count];
        dataset.Read(start, run.AsSpan());
        var piece = new T[Short];
        for (int done = 0; done < count; done += Short)
        {
            Span<T> part = piece.AsSpan(0, Math.Min(Short, count - done));
            dataset.Read(start + done, part);
            Assert.True(part.SequenceEqual(run.AsSpan(done, part.Length)));
        }
    }
}
