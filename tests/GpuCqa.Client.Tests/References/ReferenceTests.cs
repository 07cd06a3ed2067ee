using GpuCqa.Api.V1;
using GpuCqa.Client.Connections;
using GpuCqa.Client.References;
using GpuCqa.Client.Results;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Client.Uploads;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Client.Tests.References;

public sealed class ReferenceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Upload_LineBreaks_GoesOnAndComesBackWhole()
    {
        await using FakeServer server = await FakeServer.Start();
        string local = Folder(20_000);
        foreach (long at in new[] { 1_000L, 9_000 }) server.State.WriteBreaks.Enqueue(at);
        using GpuCqaClient client = server.Client();
        var seen = new Seen<UploadProgress>();
        Reference made = await client.Project("p").UploadReferenceAsync(local, progress: seen);
        Assert.StartsWith("projects/p/references/ref-", made.Name, StringComparison.Ordinal);
        Assert.Equal(["genes.csv", "labels_0.5.npy", "reference.json"], made.Files.Select(f => f.Path));
        Assert.Equal(UploadPhase.Done, seen.Items[^1].Phase);
        Assert.All(seen.Items, p => Assert.InRange(p.DoneBytes, 0, p.TotalBytes));
        // The same bytes are there: nothing is sent.
        int writes = server.State.CallsOf("WriteDatasetUpload");
        Assert.Equal(made, await client.Project("p").UploadReferenceAsync(local));
        Assert.Equal((1, writes), (server.State.CallsOf("StartReferenceUpload"), server.State.CallsOf("WriteDatasetUpload")));

        foreach (int after in new[] { 3, 2 }) server.State.ReadBreaks.Enqueue(after);
        server.State.Spoilers.Enqueue(m => ((ReadReferenceFileResponse)m).Data.Crc32C ^= 1);
        var got = new Seen<DownloadProgress>();
        await client.Project("p").Reference(made.Name).DownloadAsync(folder.File("back/reference"), got);
        foreach (string file in Directory.GetFiles(local)) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder.File("back/reference/" + Path.GetFileName(file))));
        Assert.Equal(made.SizeBytes, got.Items[^1].DoneBytes);
        Assert.Equal(["reference"], Directory.GetFileSystemEntries(folder.File("back")).Select(Path.GetFileName));
        await Assert.ThrowsAsync<PreconditionException>(() => client.Project("p").Reference(made.Name).DownloadAsync(folder.File("back/reference")));
    }

    [Fact]
    public async Task Upload_OfAHashThatIsThereUnderAnotherName_SendsNothing()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.References["projects/p/references/theirs"] = new Reference { Name = "projects/p/references/theirs", ReferenceSha256 = "known" };
        using GpuCqaClient client = server.Client();
        Assert.Equal("projects/p/references/theirs", (await client.Project("p").UploadReferenceAsync(Folder(100), new ReferenceOptions { ReferenceSha256 = "known" })).Name);
        Assert.Equal(0, server.State.CallsOf("StartReferenceUpload"));
        Assert.Null(await client.Project("p").FindReferenceAsync("other"));
        await client.Project("p").UploadReferenceAsync(Folder(100), new ReferenceOptions { ReferenceSha256 = "other" });
        Assert.Equal(2, (await client.Project("p").ListReferencesAsync()).Count);
    }

    [Fact]
    public async Task Upload_RefusedByTheService_NamesTheFileHere()
    {
        await using FakeServer server = await FakeServer.Start();
        string local = Folder(100);
        server.State.Fault("FinishReferenceUpload", FakeState.Refusal(ErrorReason.BadData, "BAD_DATA", "mine/labels_0.5.npy: was changed."), FakeState.Refusal(ErrorReason.BadData, "BAD_DATA", "mine: is no reference"));
        using GpuCqaClient client = server.Client();
        var options = new ReferenceOptions { ReferenceId = "mine" };
        Assert.Equal($"{Path.Combine(local, "labels_0.5.npy")}: was changed.", (await Assert.ThrowsAsync<BadDataException>(() => client.Project("p").UploadReferenceAsync(local, options))).Message);
        Assert.Equal($"{local}: is no reference", (await Assert.ThrowsAsync<BadDataException>(() => client.Project("p").UploadReferenceAsync(local, options))).Message);
        await client.Project("p").UploadReferenceAsync(local, options);
        File.AppendAllText(Path.Combine(local, "genes.csv"), "x");
        Assert.Equal(ErrorReason.AlreadyExists, (await Assert.ThrowsAsync<RefusedException>(() => client.Project("p").UploadReferenceAsync(local, options))).Reason);
    }

    [Fact]
    public async Task Upload_OfWhatIsNoFolderOfAReference_IsRefusedHere()
    {
        await using FakeServer server = await FakeServer.Start();
        using GpuCqaClient client = server.Client();
        await Assert.ThrowsAsync<NotFoundException>(() => client.Project("p").UploadReferenceAsync(folder.File("none")));
        string empty = Directory.CreateDirectory(folder.File("empty")).FullName;
        await Assert.ThrowsAsync<BadDataException>(() => client.Project("p").UploadReferenceAsync(empty));
        Directory.CreateDirectory(Path.Combine(empty, "below"));
        Assert.Contains("below", (await Assert.ThrowsAsync<BadDataException>(() => client.Project("p").UploadReferenceAsync(empty))).Message, StringComparison.Ordinal);
        Assert.Empty(server.State.Uploads);
    }

    [Fact]
    public async Task Create_OfOneAnalysis_IsOneReference()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Fault("CreateReference", FakeState.Refusal(ErrorReason.Unavailable, "UNAVAILABLE", "stopping"));
        using GpuCqaClient client = server.Client();
        Reference made = await client.Project("p").CreateReferenceAsync("found");
        Assert.Equal("projects/p/analyses/found", made.Analysis);
        Assert.Equal(made.Name, (await client.Project("p").CreateReferenceAsync("projects/p/analyses/found")).Name);
        Assert.Equal("projects/p/references/mine", (await client.Project("p").CreateReferenceAsync("found", new ReferenceOptions { ReferenceId = "mine" })).Name);
    }

    [Fact]
    public async Task Labels_OfMoreCellsThanACallTakes_AreInTheirOrder()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.References["projects/p/references/r"] = new Reference { Name = "projects/p/references/r", ReferenceSha256 = "h" };
        using GpuCqaClient client = server.Client();
        int cells = 9000;
        long[] offsets = new long[cells + 1];
        for (int c = 0; c < cells; c++) offsets[c + 1] = offsets[c] + (c % 5);
        int[] genes = new int[offsets[^1]];
        float[] values = new float[genes.Length];
        for (int c = 0; c < cells; c++)
        {
            for (long e = offsets[c]; e < offsets[c + 1]; e++) (genes[e], values[e]) = ((int)(e - offsets[c]) + (c % 3), c % 100);
        }

        var matrix = new CsrMatrix<float>(cells, 10, offsets, genes, values);
        LabelCellsResponse labels = await client.Project("p").Reference("r").LabelCellsAsync(matrix, ["a", "b"]);
        Assert.Equal(3, server.State.CallsOf("LabelCells"));
        Assert.Equal(Enumerable.Range(0, cells).Select(c => c % 5), labels.Resolutions[0].Clusters);
        Assert.Equal(Enumerable.Range(0, cells).Select(c => (double)(c % 5 * (c % 100))), labels.Distances);
        Assert.Equal(Enumerable.Range(0, cells).Select(c => Enumerable.Range(0, c % 5).Sum(e => (double)(e + (c % 3)))), labels.Resolutions[0].Scores);
        Assert.Equal((2, cells, cells), (labels.GenesMeasured, labels.Resolutions[0].Verdicts.Count, labels.Resolutions[0].Margins.Count));
        await Assert.ThrowsAsync<InvalidParameterException>(() => client.Project("p").Reference("r").LabelCellsAsync(new CsrMatrix<float>(0, 10, [0], [], [])));
    }

    private string Folder(int bytes)
    {
        string local = Directory.CreateDirectory(folder.File("reference")).FullName;
        File.WriteAllText(Path.Combine(local, "reference.json"), "{}");
        File.WriteAllText(Path.Combine(local, "genes.csv"), "id,name\n");
        File.WriteAllBytes(Path.Combine(local, "labels_0.5.npy"), [.. Enumerable.Range(0, bytes).Select(i => (byte)(i * 31))]);
        return local;
    }
}
