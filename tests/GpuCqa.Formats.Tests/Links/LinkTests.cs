using System.Text;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Links;

/// <summary>Files behind symbolic links: what they hold is checked against their own size, not the link's.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void MatrixMarket_OfAMillionEntriesBehindALink_IsRead()
    {
        // Above 2^20 entries the size line is compared with what the file can hold.
        const int cells = 1_100, genes = 1_000;
        var text = new StringBuilder($"%%MatrixMarket matrix coordinate integer general\n{genes} {cells} {genes * cells}\n");
        for (int c = 1; c <= cells; c++)
        {
            for (int g = 1; g <= genes; g++) text.Append(g).Append(' ').Append(c).Append(" 1\n");
        }

        File.WriteAllText(folder.File("real.mtx"), text.ToString());
        File.CreateSymbolicLink(folder.File("a.mtx"), folder.File("real.mtx"));
        Assert.Equal((long)genes * cells, CellFiles.Open(folder.File("a.mtx"), new CellFileOptions()).ReadBlocks(500).Sum(b => b.Values.NonZeros));
    }

    [Fact]
    public void H5ad_BehindALink_IsRead()
    {
        var values = new CsrMatrix<float>(40, 30, [.. Enumerable.Range(0, 41).Select(r => 30L * r)], [.. Enumerable.Range(0, 1200).Select(i => i % 30)], [.. Enumerable.Range(1, 1200).Select(i => (float)i)]);
        using (H5adWriter writer = H5adWriter.Create(folder.File("real.h5ad")))
        {
            writer.WriteX(40, 30, [values]);
            writer.WriteObs([.. Enumerable.Range(0, 40).Select(c => $"c{c}")], []);
            writer.WriteVar([.. Enumerable.Range(0, 30).Select(g => $"g{g}")], []);
            writer.Flush();
        }

        File.CreateSymbolicLink(folder.File("a.h5ad"), folder.File("real.h5ad"));
        CellBlock block = CellFiles.Open(folder.File("a.h5ad"), new CellFileOptions()).ReadBlocks(100).Single();
        Assert.Equal(values.Values, block.Values.Values);
    }
}
