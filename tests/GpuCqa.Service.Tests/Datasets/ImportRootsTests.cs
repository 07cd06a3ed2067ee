using System.Text.Json.Nodes;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Tests.Doors;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Testing;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Datasets;

public sealed class ImportRootsTests : IDisposable
{
    private readonly TemporaryFolder disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Import_FromARootOfAnotherProject_IsRefusedInTheSameWordsWhateverIsThere()
    {
        string shared = Cells("shared"), lab = Cells("lab"), pilot = Cells("pilot");
        File.CreateSymbolicLink(Path.Combine(disk.Path, "lab", "link.csv"), pilot);
        File.CreateSymbolicLink(Path.Combine(disk.Path, "circle"), Path.Combine(disk.Path, "circle"));
        await using LockedService service = await LockedService.Start(o =>
        {
            o.ImportRoots = [disk.File("shared")];
            o.ImportRootsOf["lab"] = [disk.File("lab")];
            o.ImportRootsOf["pilot"] = [disk.File("pilot"), disk.File("lab")];
            o.ImportRootsOf["shut"] = [];
        });
        var client = new DatasetService.DatasetServiceClient(service.As("all=admin"));
        int count = 0;
        async Task<Dataset> Import(string project, string path) => await client.ImportDatasetAsync(new ImportDatasetRequest { Parent = $"projects/{project}", DatasetId = $"d{count++}", Path = path });

        foreach ((string project, string path) in new[] { ("other", shared), ("lab", lab), ("pilot", pilot), ("pilot", lab) }) Assert.Equal("table", (await Import(project, path)).Format);
        var said = new HashSet<string>();
        foreach ((string project, string path) in new[]
        {
            ("lab", pilot), ("lab", shared), ("lab", disk.File("pilot/none.csv")), ("lab", disk.File("lab/none.csv")), ("lab", disk.File("lab/link.csv")), ("lab", disk.File("circle")), ("lab", disk.File("lab/../pilot/cells.csv")),
            ("pilot", shared), ("other", lab), ("other", disk.File("lab/none.csv")), ("other", disk.File("lab")), ("shut", shared), ("shut", lab),
        })
            said.Add(await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", async () => await Import(project, path)));
        Assert.Single(said);
        // A folder shows of itself what lies in the project's roots only.
        Directory.CreateDirectory(disk.File("lab/run"));
        File.CreateSymbolicLink(disk.File("lab/run/cells.csv"), pilot);
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", async () => await Import("lab", disk.File("lab/run")));
        Assert.Equal("table", (await Import("pilot", disk.File("lab/run"))).Format);
    }

    [Fact]
    public void Settings_OfAProject_AreReadAndShown()
    {
        Cells("lab");
        string file = disk.File("settings.json");
        File.WriteAllText(file, new JsonObject { ["GpuCqa"] = new JsonObject { ["InsecureLoopback"] = true, ["ImportRootsOf"] = new JsonObject { ["lab"] = new JsonArray(disk.File("lab")), ["shut"] = new JsonArray() } } }.ToJsonString());
        ServiceOptions options = Configuration.Read(file);
        Assert.Equal([disk.File("lab")], options.ImportRootsOf["lab"]);
        // A project without a folder is not one that the file does not name.
        Assert.Empty(options.ImportRootsOf["shut"]);
        JsonNode shown = JsonNode.Parse(Configuration.Checked(options))!["GpuCqa"]!["ImportRootsOf"]!;
        Assert.Equal($$"""{"lab":["{{disk.File("lab")}}"],"shut":[]}""", shown.ToJsonString());
    }

    [Theory]
    [InlineData("lab", "none", "GpuCqa:ImportRootsOf:lab names ")]
    [InlineData("Lab", "lab", "GpuCqa:ImportRootsOf is 'Lab'")]
    [InlineData("all projects", "lab", "GpuCqa:ImportRootsOf is 'all projects'")]
    public void Settings_ThatAreWrong_AreNamed(string project, string folder, string said)
    {
        Cells("lab");
        var options = new ServiceOptions { InsecureLoopback = true, ImportRootsOf = { [project] = [disk.File(folder)] } };
        Assert.Contains(said, Assert.Throws<InvalidParameterException>(options.Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_OfTheWholeDisk_OpensIt() => Assert.Equal(Path.GetFileName(Cells("any")), new ImportRoots([Path.GetPathRoot(disk.Path)!], []).Files("p", disk.File("any/cells.csv")).Single().Name);

    private string Cells(string folder)
    {
        Directory.CreateDirectory(disk.File(folder));
        File.WriteAllBytes(disk.File(folder + "/cells.csv"), Uploader.Table(70));
        return disk.File(folder + "/cells.csv");
    }
}
