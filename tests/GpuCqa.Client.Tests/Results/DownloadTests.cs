using GpuCqa.Api.V1;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Results;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Client.Tests.Results;

public sealed class DownloadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Download_BrokenAndDamagedOnTheWay_IsWholeAtTheEnd()
    {
        await using FakeServer server = await FakeServer.Start();
        byte[] large = Enumerable.Range(0, 10_000).Select(i => (byte)(i * 31)).ToArray();
        (server.State.Files["associations.csv"], server.State.Files["figures/map.png"], server.State.Files["empty.txt"]) = ("rho\n1\n"u8.ToArray(), large, []);
        foreach (int after in new[] { 3, 5 }) server.State.ReadBreaks.Enqueue(after);
        server.State.Spoilers.Enqueue(m => ((ReadResultFileResponse)m).Data.Crc32C ^= 1);
        server.State.Spoilers.Enqueue(m => ((ReadResultFileResponse)m).ReadOffset += 1);
        using GpuCqaClient client = server.Client();
        var seen = new Seen<DownloadProgress>();
        await client.Project("p").Analysis("a").Results.DownloadAsync(folder.File("out/result"), progress: seen);
        Assert.Equal(large, File.ReadAllBytes(folder.File("out/result/figures/map.png")));
        Assert.Equal("rho\n1\n", File.ReadAllText(folder.File("out/result/associations.csv")));
        Assert.Empty(File.ReadAllBytes(folder.File("out/result/empty.txt")));
        Assert.Equal(["result"], Directory.GetFileSystemEntries(folder.File("out")).Select(Path.GetFileName));
        Assert.Equal(10_006, seen.Items[^1].DoneBytes);
        Assert.Empty(server.State.Spoilers);
    }

    [Fact]
    public async Task Download_WrongSha256_LeavesNothing()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Files["a.csv"] = new byte[2_000];
        server.State.Spoilers.Enqueue(m =>
        {
            var data = ((ReadResultFileResponse)m).Data;
            byte[] other = [1, .. data.Content.Span[1..]];
            (data.Content, data.Crc32C) = (Google.Protobuf.ByteString.CopyFrom(other), Crc32C.Of(other));
        });
        using GpuCqaClient client = server.Client();
        RefusedException error = await Assert.ThrowsAsync<RefusedException>(() => client.Project("p").Analysis("a").Results.DownloadAsync(folder.File("result")));
        Assert.Equal(ErrorReason.DataLoss, error.Reason);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("c:\\b")]
    [InlineData("")]
    public async Task Download_PathOutOfTheFolder_IsRefused(string path)
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Files[path] = [1];
        using GpuCqaClient client = server.Client();
        await Assert.ThrowsAsync<RefusedException>(() => client.Project("p").Analysis("a").Results.DownloadAsync(folder.File("result")));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Download_FolderThatExists_IsReplacedOnlyIfAskedAndAResult()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Files["provenance.json"] = "{}"u8.ToArray();
        using GpuCqaClient client = server.Client();
        ResultClient results = client.Project("p").Analysis("a").Results;
        Directory.CreateDirectory(folder.File("result"));
        File.WriteAllText(folder.File("result/mine.txt"), "keep");
        await Assert.ThrowsAsync<PreconditionException>(() => results.DownloadAsync(folder.File("result")));
        await Assert.ThrowsAsync<PreconditionException>(() => results.DownloadAsync(folder.File("result"), replace: true));
        Assert.Equal("keep", File.ReadAllText(folder.File("result/mine.txt")));
        File.WriteAllText(folder.File("result/provenance.json"), "old");
        await results.DownloadAsync(folder.File("result"), replace: true);
        Assert.Equal(["provenance.json"], Directory.GetFileSystemEntries(folder.File("result")).Select(Path.GetFileName));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }
}
