using System.Security.Cryptography;
using GpuCqa.Api.V1;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Client.Tests.Uploads;

public sealed class DatasetUploadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Upload_LineBreaksThreeTimes_GoesOnAndTheBytesAreThose()
    {
        await using FakeServer server = await FakeServer.Start();
        byte[] bytes = File.ReadAllBytes(Table(20_000));
        foreach (long at in new[] { 1_000L, 7_000, 15_000 }) server.State.WriteBreaks.Enqueue(at);
        using GpuCqaClient client = server.Client();
        var seen = new Seen<UploadProgress>();
        Dataset made = await client.Project("p").UploadDatasetAsync(folder.File("cells.csv"), progress: seen);
        FakeUpload upload = Assert.Single(server.State.Uploads.Values);
        Assert.Equal(bytes, upload.Bytes["cells.csv"].ToArray());
        Assert.Equal(4, server.State.CallsOf("WriteDatasetUpload"));
        Assert.Equal(3, server.State.CallsOf("GetDatasetUpload"));
        Assert.Equal($"projects/p/datasets/data-{made.ContentSha256[..40]}", made.Name);
        Assert.Equal(UploadPhase.Done, seen.Items[^1].Phase);
        Assert.All(seen.Items, p => Assert.InRange(p.DoneBytes, 0, p.TotalBytes));
        Assert.Equal(bytes.Length, seen.Items[^1].TotalBytes);
    }

    [Fact]
    public async Task Upload_OfAProgramThatWasKilled_GoesOnWhereItStood()
    {
        await using FakeServer server = await FakeServer.Start();
        string path = Table(20_000);
        server.State.WriteBreaks.Enqueue(9_000);
        using (GpuCqaClient first = server.Client(new ClientOptions { ChunkBytes = 1000, Retry = new RetryOptions { Patience = TimeSpan.Zero } }))
        {
            RefusedException broken = await Assert.ThrowsAsync<RefusedException>(() => first.Project("p").UploadDatasetAsync(path));
            Assert.Equal(ErrorReason.Unavailable, broken.Reason);
        }

        int before = server.State.CallsOf("WriteDatasetUpload");
        using GpuCqaClient second = server.Client();
        var seen = new Seen<UploadProgress>();
        await second.Project("p").UploadDatasetAsync(path, progress: seen);
        Assert.Single(server.State.Uploads);
        Assert.Equal(before + 1, server.State.CallsOf("WriteDatasetUpload"));
        Assert.True(seen.Items.First(p => p.Phase == UploadPhase.Sending).DoneBytes > 9_000);
    }

    [Fact]
    public async Task Upload_OfWhatIsThere_SendsNothing()
    {
        await using FakeServer server = await FakeServer.Start();
        string path = Table(3_000);
        using GpuCqaClient client = server.Client();
        Dataset made = await client.Project("p").UploadDatasetAsync(path);
        Assert.Equal(made, await client.Project("p").UploadDatasetAsync(path));
        Assert.Equal(1, server.State.CallsOf("StartDatasetUpload"));
        Dataset named = await client.Project("p").UploadDatasetAsync(path, new DatasetUploadOptions { DatasetId = "mine", DisplayName = "Mine" });
        Assert.Equal(("projects/p/datasets/mine", "Mine"), (named.Name, named.DisplayName));
        RefusedException taken = await Assert.ThrowsAsync<RefusedException>(() => client.Project("p").UploadDatasetAsync(Table(4_000), new DatasetUploadOptions { DatasetId = "mine" }));
        Assert.Equal(ErrorReason.AlreadyExists, taken.Reason);
        Assert.Equal(2, (await client.Project("p").ListDatasetsAsync()).Count);
    }

    [Fact]
    public async Task Upload_TheServiceRefusesForAWhile_IsRepeatedWhenItSays()
    {
        await using FakeServer server = await FakeServer.Start();
        TimeSpan wait = TimeSpan.FromMilliseconds(300);
        server.State.Fault("StartDatasetUpload", FakeState.Refusal(ErrorReason.Exhausted, "EXHAUSTED", "too many", wait));
        server.State.Fault("WriteDatasetUpload", FakeState.Refusal(ErrorReason.Aborted, "ABORTED", "another call writes"), FakeState.Refusal(ErrorReason.DataLoss, "DATA_LOSS", "damaged"));
        server.State.Fault("FinishDatasetUpload", FakeState.Refusal(ErrorReason.Unavailable, "UNAVAILABLE", "stopping"));
        using GpuCqaClient client = server.Client();
        long began = Environment.TickCount64;
        await client.Project("p").UploadDatasetAsync(Table(3_000));
        Assert.True(Environment.TickCount64 - began >= wait.TotalMilliseconds - 20);
        Assert.Equal((2, 3, 2), (server.State.CallsOf("StartDatasetUpload"), server.State.CallsOf("WriteDatasetUpload"), server.State.CallsOf("FinishDatasetUpload")));
    }

    [Fact]
    public async Task Upload_DroppedByTheServiceSinceAnEarlierRun_BeginsAnew()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Fault("StartDatasetUpload", FakeState.NotFound("upload"));
        using GpuCqaClient client = server.Client();
        Dataset made = await client.Project("p").UploadDatasetAsync(Table(3_000));
        Assert.Equal(2, server.State.CallsOf("StartDatasetUpload"));
        Assert.True(server.State.Datasets.ContainsKey(made.Name));
    }

    [Fact]
    public async Task Upload_BadCells_AreNamedByTheirPathHere()
    {
        await using FakeServer server = await FakeServer.Start();
        string path = Table(3_000);
        server.State.Fault("FinishDatasetUpload", FakeState.Refusal(ErrorReason.BadData, "BAD_DATA", "bad: line 7: 3 fields, expected 4"));
        using GpuCqaClient client = server.Client();
        BadDataException error = await Assert.ThrowsAsync<BadDataException>(() => client.Project("p").UploadDatasetAsync(path, new DatasetUploadOptions { DatasetId = "bad" }));
        Assert.Equal($"{path}: line 7: 3 fields, expected 4", error.Message);
    }

    [Fact]
    public async Task Upload_FolderOf10xParts_TakesThePartsOnly()
    {
        await using FakeServer server = await FakeServer.Start();
        string lot = Directory.CreateDirectory(folder.File("lot 1")).FullName, below = Directory.CreateDirectory(Path.Combine(lot, "hg19")).FullName;
        foreach ((string name, string text) in new[] { ("matrix.mtx", "%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 3\n"), ("genes.tsv", "E\tG\n"), ("barcodes.tsv", "AAA-1\n"), ("notes.txt", "mine") }) File.WriteAllText(Path.Combine(below, name), text);
        using GpuCqaClient client = server.Client();
        Dataset made = await client.Project("p").UploadDatasetAsync(lot);
        Assert.Equal(["barcodes.tsv", "genes.tsv", "matrix.mtx"], made.Files.Select(f => f.Path));
        Assert.Equal("lot 1", made.DisplayName);
    }

    [Fact]
    public async Task Upload_Cancelled_Stops()
    {
        await using FakeServer server = await FakeServer.Start();
        using var stop = new CancellationTokenSource();
        using GpuCqaClient client = server.Client();
        var seen = new Seen<UploadProgress>(p =>
        {
            if (p is { Phase: UploadPhase.Sending, DoneBytes: > 5_000 }) stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Project("p").UploadDatasetAsync(Table(40_000), progress: seen, cancellation: stop.Token));
        Assert.Empty(server.State.Datasets);
    }

    [Fact]
    public async Task Upload_OfALink_IsTheFileBehindIt()
    {
        await using FakeServer server = await FakeServer.Start();
        string path = Table(3_000), link = folder.File("link.csv");
        File.CreateSymbolicLink(link, path);
        using GpuCqaClient client = server.Client();
        var seen = new Seen<UploadProgress>();
        Dataset made = await client.Project("p").UploadDatasetAsync(link, progress: seen);
        Assert.Equal(("link.csv", new FileInfo(path).Length), (made.Files[0].Path, made.Files[0].SizeBytes));
        Assert.All(seen.Items, p => Assert.InRange(p.DoneBytes, 0, p.TotalBytes));
        Assert.False((await LocalFile.HashAsync(link, _ => { }, CancellationToken.None)).Changed);
    }

    [Theory]
    [InlineData("cells.csv", "cells.csv")]
    [InlineData("my cells (1).csv", "my_cells__1_.csv")]
    [InlineData("細胞.csv", "f__.csv")]
    [InlineData(".hidden.csv", "f.hidden.csv")]
    public void Name_InTheLettersOfTheService(string name, string expected) => Assert.Equal(expected, LocalFile.NameOf(Path.Combine("/data", name)));

    [Fact]
    public async Task Hash_IsTheFiles()
    {
        string path = Table(5_000);
        LocalFile file = await LocalFile.HashAsync(path, _ => { }, CancellationToken.None);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
        Assert.False(file.Changed);
        File.AppendAllText(path, "more");
        Assert.True(file.Changed);
        File.WriteAllText(path, "");
        Assert.Contains("empty", (await Assert.ThrowsAsync<BadDataException>(() => LocalFile.HashAsync(path, _ => { }, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private string Table(int bytes)
    {
        string path = folder.File("cells.csv");
        File.WriteAllText(path, string.Concat(Enumerable.Range(0, bytes / 10).Select(i => $"c{i:D4},{i % 7},1\n")));
        return path;
    }
}
