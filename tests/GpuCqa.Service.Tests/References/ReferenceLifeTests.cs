using GpuCqa.Api.V1;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Doors;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.References;

/// <summary>References over what happens to a service.</summary>
public class ReferenceLifeTests(RunningService source) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Reference_InUse_IsKeptUntilItsAnalysisEnds()
    {
        Discovered found = await Discovered.Of(source.Channel);
        await using JobHost host = await JobHost.Start();
        var calls = new ReferenceCalls(host.Channel);
        Reference reference = await calls.Upload("used", found.Files);
        host.Kind.Inputs = _ => [reference.Etag];
        string analysis = await host.Create("reads");
        await host.Started(1);
        Assert.Contains(analysis, await Refusal.Of(StatusCode.FailedPrecondition, "PRECONDITION", () => calls.Delete(reference.Name)), StringComparison.Ordinal);
        host.Kind.Open("reads");
        await host.Until(analysis, AnalysisState.Succeeded);
        await calls.Delete(reference.Name);
        Assert.Empty(Directory.GetDirectories(Path.Combine(host.State.Path, "references")));
    }

    [Fact]
    public async Task Restart_References_AreThereAndWhatNoneHasIsGone()
    {
        Discovered found = await Discovered.Of(source.Channel);
        await using JobHost host = await JobHost.Start();
        Reference reference = await new ReferenceCalls(host.Channel).Upload("kept", found.Files);
        await host.Stop();
        string references = Path.Combine(host.State.Path, "references");
        foreach (string left in new[] { "0123.part", new string('a', 64) }) File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(references, left, "files")).FullName, "genes.csv"), "x");
        await host.Start();
        var calls = new ReferenceCalls(host.Channel);
        Assert.Equal(reference, await calls.Get(reference.Name));
        Assert.Equal(found.Files["lots.csv"], await calls.Read(reference.Name, "lots.csv"));
        Assert.Equal([reference.ReferenceSha256], Directory.GetDirectories(references).Select(Path.GetFileName));
        foreach (string place in Directory.GetFileSystemEntries(references, "*", SearchOption.AllDirectories).Append(references))
            Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(place) & (UnixFileMode)0x3F) == 0, place);
        await host.Stop();
        Directory.Delete(Path.Combine(references, reference.ReferenceSha256), recursive: true);
        await host.Start();
        Assert.Contains(host.Log.Lines, l => l.Contains(reference.ReferenceSha256, StringComparison.Ordinal) && l.Contains("backup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Backup_WithAReference_IsFoundWholeInAFreshFolder()
    {
        Discovered found = await Discovered.Of(source.Channel);
        await using JobHost host = await JobHost.Start();
        Reference reference = await new ReferenceCalls(host.Channel).Upload("saved", found.Files);
        using var disk = new TemporaryFolder();
        string to = disk.File("backup");
        (int code, _, string said) = await KeysCommandTests.Run("backup", "--state", host.State.Path, "--to", to);
        Assert.True(code == 0, said);
        await host.Stop();
        host.Folder = to;
        await host.Start();
        var calls = new ReferenceCalls(host.Channel);
        foreach ((string path, byte[] bytes) in found.Files) Assert.Equal(bytes, await calls.Read(reference.Name, path));
    }

    [Fact]
    public async Task Bytes_ThatDoNotFit_AreRefusedBeforeTheyTravel()
    {
        Discovered found = await Discovered.Of(source.Channel);
        await using LockedService service = await LockedService.Start(o => o.Doors.Limits.ProjectBytes = found.Files.Values.Sum(b => b.Length) + 10);
        var calls = new ReferenceCalls(service.As("p=admin"));
        await calls.Upload("first", found.Files);
        string message = await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", async () => await calls.Client.StartReferenceUploadAsync(ReferenceCalls.Request("second", found.Files)));
        Assert.Contains("projects/p", message, StringComparison.Ordinal);
        await calls.Delete("projects/p/references/first");
        await calls.Client.StartReferenceUploadAsync(ReferenceCalls.Request("second", found.Files));
    }

    [Fact]
    public async Task Disk_BelowItsReserve_TakesNoReference()
    {
        Discovered found = await Discovered.Of(source.Channel);
        long free = long.MaxValue / 2;
        await using JobHost host = await JobHost.Start(more: (services, settings) => services.AddSingleton(new DiskRoom(settings, () => free)));
        var calls = new ReferenceCalls(host.Channel);
        string upload = await calls.Send("late", found.Files);
        free = 0;
        await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", async () => await calls.Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = upload }));
        free = long.MaxValue / 2;
        // Nothing was dropped: the same upload ends when there is room.
        await calls.Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = upload });
    }

    [Fact]
    public async Task Roles_OfReferences_AreThoseOfWhatWasMeasured()
    {
        Discovered found = await Discovered.Of(source.Channel);
        await using LockedService service = await LockedService.Start();
        var admin = new ReferenceCalls(service.As("p=admin"));
        var analyst = new ReferenceCalls(service.As("p=analyst"));
        var reader = new ReferenceCalls(service.As("p=reader"));
        var stranger = new ReferenceCalls(service.As("q=admin"));
        Reference reference = await analyst.Upload("claimed", found.Files);
        Assert.Equal(reference, await reader.Get(reference.Name));
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => reader.Send("mine", found.Files));
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => analyst.Delete(reference.Name));
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", () => stranger.Get(reference.Name));
        await Refusal.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED", async () => await stranger.Client.LabelCellsAsync(new LabelCellsRequest { Name = reference.Name }));
        string upload = await analyst.Send("other", found.Files);
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", async () => await stranger.Client.FinishReferenceUploadAsync(new FinishReferenceUploadRequest { UploadId = upload }));
        await reader.Read(reference.Name, "genes.csv");
        await admin.Delete(reference.Name);
        string log = string.Concat(AuditFiles.List(AuditFiles.Folder(service.State.Path)).Select(f => Text(f.Path)));
        Assert.Equal(2, Count(log, "\"op\":\"gpucqa.v1.ReferenceService/ReadReferenceFile\""));
        Assert.Contains($"\"new\":{{\"cellCount\":", log, StringComparison.Ordinal);
        Assert.Contains($"\"old\":{{\"cellCount\":", log, StringComparison.Ordinal);
        Assert.Contains($"\"content_sha256\":\"{reference.ReferenceSha256}\"", log, StringComparison.Ordinal);
        Assert.DoesNotContain(upload, log, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string Text(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
