using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Datasets;

public class DatasetTests(RunningService service) : IClassFixture<RunningService>
{
    private readonly Uploader uploader = new(service.Channel);

    private DatasetService.DatasetServiceClient Client => uploader.Client;

    [Fact]
    public async Task TenxFolder_InParts_IsOneDataset()
    {
        (string, byte[])[] parts =
        [
            ("matrix.mtx", Encoding.UTF8.GetBytes("%%MatrixMarket matrix coordinate integer general\n2 3 3\n1 1 5\n2 2 1\n1 3 2\n")),
            ("barcodes.tsv", "AAA-1\nAAC-1\nAAG-1\n"u8.ToArray()), ("genes.tsv", "ENSG1\tG1\nENSG2\tG2\n"u8.ToArray()),
        ];
        StartDatasetUploadRequest request = Uploader.Request("tenx", parts);
        DatasetUpload upload = await Client.StartDatasetUploadAsync(request);
        foreach ((string path, byte[] bytes) in parts) await uploader.Send(upload.UploadId, path, bytes, 0, bytes.Length);
        Dataset dataset = await Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = upload.UploadId });
        Assert.Equal("10x-folder", dataset.Format);
        Assert.Equal(["barcodes.tsv", "genes.tsv", "matrix.mtx"], dataset.Files.Select(f => f.Path));
        Assert.Equal(Uploader.Sha256(Encoding.UTF8.GetBytes(string.Concat(dataset.Files.Select(f => $"{f.Sha256} {f.Path}\n")))), dataset.ContentSha256);
    }

    [Fact]
    public async Task States_AreCheckedAsStates()
    {
        byte[] words = "lot,type\nL1,A\nL2,B\n"u8.ToArray();
        // No column is numeric: no cells.
        await Refusal.Of(StatusCode.InvalidArgument, "BAD_DATA", async () => await uploader.Upload("words", words));
        Assert.Equal("states-table", (await uploader.Upload("words", words, "cells.csv", Dataset.Types.Content.States)).Format);
        foreach (byte[] wrong in new[] { "lot,type\n"u8.ToArray(), "lot,lot\nL1,A\n"u8.ToArray(), "%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 1\n"u8.ToArray(), [1, 0, 2, 0] })
            Assert.StartsWith("spoilt", await Refusal.Of(StatusCode.InvalidArgument, "BAD_DATA", async () => await uploader.Upload("spoilt", wrong, "cells.csv", Dataset.Types.Content.States)), StringComparison.Ordinal);
        Assert.Contains("content is 9", await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await uploader.Upload("unknown", words, "cells.csv", (Dataset.Types.Content)9)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_ThatAnAnalysisWouldRefuse_AreSaid()
    {
        // Which side its cells are cannot be told, so that it is no cells at all.
        Assert.Contains("square matrix (2 x 2) without names", await Refusal.Of(StatusCode.InvalidArgument, "BAD_DATA",
            async () => await uploader.Upload("square", "%%MatrixMarket matrix coordinate integer general\n2 2 2\n1 1 5\n2 2 1\n"u8.ToArray(), "counts.mtx")), StringComparison.Ordinal);
        Dataset empty = await uploader.Upload("empty", "%%MatrixMarket matrix coordinate integer general\n2 3 0\n"u8.ToArray(), "counts.mtx");
        Assert.Contains("Refused as it stands: it has no value other than zero.", empty.Notes);
        Dataset missing = await uploader.Upload("missing", "cell,area,size\na,1,2\nb,1,\n"u8.ToArray());
        Assert.Equal(["Refused as it stands: line 3, column 3 ('size'): the value is missing"], missing.Notes);
        Dataset unnamed = await uploader.Upload("unnamed", "lot\nL1\nL2\n"u8.ToArray(), "states.csv", Dataset.Types.Content.States);
        Assert.StartsWith("Refused as it stands: it has one column (lot)", Assert.Single(unnamed.Notes), StringComparison.Ordinal);
        Dataset[] all = [empty, missing, unnamed];
        Assert.All(all, d => Assert.Equal(Dataset.Types.State.Active, d.State));
        foreach (Dataset dataset in all) Assert.Equal(dataset, await Client.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name }));
        // No word where there is nothing to say, and the words of an import before anything is kept.
        Assert.Empty((await uploader.Upload("good", Uploader.Table(21))).Notes);
        string file = service.Imports.File("missing.csv");
        File.WriteAllText(file, "cell,area,size\na,1,2\nb,1,\n");
        Assert.Equal(missing.Notes, (await Client.ImportDatasetAsync(new ImportDatasetRequest { Parent = "projects/p", DatasetId = "spoilt-import", Path = file, ValidateOnly = true })).Notes);
    }

    [SharedDataFact]
    public async Task Genomes_Several_AreKeptAndSaid()
    {
        Dataset dataset = await uploader.Upload("genomes", File.ReadAllBytes(SharedData.Path("tenx_fixtures/1.2.0/multiple_genomes.h5")), "genomes.h5");
        Assert.Equal("hdf5", dataset.Format);
        Assert.StartsWith("Refused as it stands: holds 2 genomes ('another_genome', 'hg19_chr21')", Assert.Single(dataset.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_PageByPage_IsByNameAndOfOneProject()
    {
        foreach (string id in new[] { "list-c", "list-a", "list-b" }) await uploader.Upload(id, Uploader.Table(20));
        var seen = new List<string>();
        string token = "";
        do
        {
            ListDatasetsResponse page = await Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p", PageSize = 2, PageToken = token });
            Assert.InRange(page.Datasets.Count, 1, 2);
            seen.AddRange(page.Datasets.Select(d => d.Name));
            token = page.NextPageToken;
            if (token.Length > 0) await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/q", PageToken = token }));
        }
        while (token.Length > 0);
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        Assert.Equal(["projects/p/datasets/list-a", "projects/p/datasets/list-b", "projects/p/datasets/list-c"], seen.Where(n => n.Contains("/list-", StringComparison.Ordinal)));
        Assert.Empty((await Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/q" })).Datasets);
    }

    [Fact]
    public async Task Delete_SharedContent_StaysForTheOther()
    {
        byte[] bytes = Uploader.Table(30);
        string blob = Path.Combine(service.State.Path, "blobs", Uploader.Sha256(bytes)[..2], Uploader.Sha256(bytes));
        Dataset one = await uploader.Upload("shared-one", bytes), two = await uploader.Upload("shared-two", bytes);
        await Refusal.Of(StatusCode.Aborted, "ABORTED", async () => await Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = one.Name, Etag = "stale" }));
        await Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = one.Name, Etag = one.Etag });
        Assert.True(File.Exists(blob));
        await Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = two.Name });
        Assert.False(File.Exists(blob));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await Client.GetDatasetAsync(new GetDatasetRequest { Name = two.Name }));
    }

    [Fact]
    public async Task Name_Taken_IsAlreadyExists()
    {
        await uploader.Upload("taken", Uploader.Table(31));
        await Refusal.Of(StatusCode.AlreadyExists, "ALREADY_EXISTS", () => uploader.Upload("taken", Uploader.Table(32)));
    }

    [Fact]
    public async Task Import_UnderARoot_IsACopy()
    {
        byte[] bytes = Uploader.Table(33);
        string file = service.Imports.File("cells.csv");
        File.WriteAllBytes(file, bytes);
        var request = new ImportDatasetRequest { Parent = "projects/p", DatasetId = "imported", Path = file, RequestId = Guid.NewGuid().ToString() };
        var check = new ImportDatasetRequest(request) { ValidateOnly = true, RequestId = "" };
        Assert.Equal("table", (await Client.ImportDatasetAsync(check)).Format);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await Client.GetDatasetAsync(new GetDatasetRequest { Name = "projects/p/datasets/imported" }));
        Dataset dataset = await Client.ImportDatasetAsync(request);
        File.WriteAllText(file, "changed");
        Assert.Equal(Uploader.Sha256(bytes), dataset.Files.Single().Sha256);
        Assert.Equal(dataset, await Client.ImportDatasetAsync(request));
    }

    [Fact]
    public async Task Import_ElsewhereOnTheDisk_IsRefusedInTheSameWords()
    {
        string link = service.Imports.File("link.csv"), inside = Path.Combine(service.Imports.Path, "..", Path.GetFileName(service.State.Path), "state.db");
        File.CreateSymbolicLink(link, "/etc/passwd");
        string folder = Directory.CreateDirectory(service.Imports.File("folder")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "matrix.mtx"), "/etc/passwd");
        var said = new HashSet<string>();
        foreach (string path in new[] { "/etc/passwd", "/etc/none-such", inside, link, "relative.csv", "", service.Imports.Path + "-other/x" })
            said.Add(await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", async () => await Client.ImportDatasetAsync(new ImportDatasetRequest { Parent = "projects/p", DatasetId = "outside", Path = path })));
        Assert.Single(said);
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await Client.ImportDatasetAsync(new ImportDatasetRequest { Parent = "projects/p", DatasetId = "outside", Path = folder }));
    }
}
