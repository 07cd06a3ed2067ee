using System.Diagnostics;
using System.Runtime.Versioning;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>What other users of the machine see of the state folder.</summary>
[UnsupportedOSPlatform("windows")]
public class OwnerOnlyTests
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Folder_OfAServiceWithAnOpenMask_IsItsUsersAlone()
    {
        using var parent = new TemporaryFolder();
        string state = parent.File("state");
        // The mask of a shell that hides nothing, handed down.
        using Process keys = Shell($"umask 000; exec dotnet {typeof(StateFolder).Assembly.Location} keys add ana --grant p=admin --expires 1d --state {state}");
        await keys.WaitForExitAsync().WaitAsync(Patience.Span);
        Assert.Equal(0, keys.ExitCode);
        AreClosed(state, "doors.db");
        using Process serve = Shell($"umask 000; exec dotnet {typeof(StateFolder).Assembly.Location} --listen 127.0.0.1:0 --insecure-loopback --state {state}");
        try
        {
            string? first = await serve.StandardOutput.ReadLineAsync().WaitAsync(Patience.Span);
            using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(first!["gpucqa serves on ".Length..]);
            var uploader = new Uploader(channel);
            byte[] bytes = Uploader.Table(44);
            await uploader.Upload("d", bytes);
            await uploader.Send((await uploader.Client.StartDatasetUploadAsync(Uploader.Request("e", ("cells.csv", bytes)))).UploadId, "cells.csv", bytes, 0, 1000);
            await Analysed(channel);
            AreClosed(state, "doors.db", "state.db", "lock", "audit/audit-000001.jsonl", $"blobs/{Uploader.Sha256(bytes)[..2]}/{Uploader.Sha256(bytes)}");
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(state, "uploads"), "0", SearchOption.AllDirectories));
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(state, "results"), "provenance.json", SearchOption.AllDirectories));
        }
        finally
        {
            serve.Kill();
            await serve.WaitForExitAsync();
        }
    }

    [Fact]
    public void Folder_OfAnEarlierService_IsShutAndToldOnce()
    {
        using var parent = new TemporaryFolder();
        string state = parent.File("state"), outside = parent.File("outside");
        File.WriteAllText(outside, "");
        File.SetUnixFileMode(outside, (UnixFileMode)Convert.ToInt32("644", 8));
        foreach (string folder in new[] { "blobs/ab", "results/u/files", "audit" }) Directory.CreateDirectory(Path.Combine(state, folder));
        foreach (string file in new[] { "state.db", "state.db-wal", "doors.db", "identity", "blobs/ab/abc", "results/u/files/x.csv", "audit/audit-000001.jsonl" })
        {
            File.WriteAllText(Path.Combine(state, file), "x");
            File.SetUnixFileMode(Path.Combine(state, file), (UnixFileMode)Convert.ToInt32("664", 8));
        }

        foreach (string folder in Directory.GetDirectories(state, "*", SearchOption.AllDirectories).Append(state)) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        File.CreateSymbolicLink(Path.Combine(state, "blobs", "link"), outside);
        using var log = new Lines();
        new StateFolder(state, log.CreateLogger<StateFolder>()).Dispose();
        AreClosed(state, "state.db-wal", "results/u/files/x.csv");
        Assert.Equal("644", Convert.ToString((int)File.GetUnixFileMode(outside), 8));
        Assert.Contains("14 files and folders were open to other users", Assert.Single(log.Told), StringComparison.Ordinal);
        new StateFolder(state, log.CreateLogger<StateFolder>()).Dispose();
        Assert.Single(log.Told);
    }

    [Fact]
    public void Folder_BehindALink_IsShutToo()
    {
        using var disk = new TemporaryFolder();
        UnixFileMode open = (UnixFileMode)Convert.ToInt32("755", 8);
        string real = Directory.CreateDirectory(disk.File("real")).FullName, large = Directory.CreateDirectory(disk.File("large")).FullName;
        File.WriteAllText(Path.Combine(large, "blob"), "x");
        File.SetUnixFileMode(Path.Combine(large, "blob"), (UnixFileMode)Convert.ToInt32("644", 8));
        foreach (string folder in new[] { real, large }) File.SetUnixFileMode(folder, open);
        Directory.CreateSymbolicLink(disk.File("state"), real);
        Directory.CreateSymbolicLink(Path.Combine(real, "blobs"), large);
        new StateFolder(disk.File("state")).Dispose();
        AreClosed(real);
        AreClosed(large, "blob");
    }

    [Fact]
    public void Folder_ThatHoldsOtherThings_IsNotShutToOthers()
    {
        using var shared = new TemporaryFolder();
        File.WriteAllText(shared.File("thesis.txt"), "");
        UnixFileMode open = (UnixFileMode)Convert.ToInt32("755", 8);
        File.SetUnixFileMode(shared.File("thesis.txt"), (UnixFileMode)Convert.ToInt32("644", 8));
        File.SetUnixFileMode(shared.Path, open);
        using var log = new Lines();
        new StateFolder(shared.Path, log.CreateLogger<StateFolder>()).Dispose();
        Assert.Equal(open, File.GetUnixFileMode(shared.Path));
        Assert.Equal("644", Convert.ToString((int)File.GetUnixFileMode(shared.File("thesis.txt")), 8));
        AreClosed(shared.File("blobs"));
        Assert.Equal(FileMode, File.GetUnixFileMode(shared.File("lock")));
        Assert.Contains("(thesis.txt)", Assert.Single(log.Told), StringComparison.Ordinal);
    }

    private static async Task Analysed(Grpc.Net.Client.GrpcChannel channel)
    {
        var client = new Api.V1.AnalysisService.AnalysisServiceClient(channel);
        var spec = new Api.V1.AnalysisSpec { Pca = new Api.V1.PcaSpec { Dataset = "projects/p/datasets/d", Components = 1 } };
        await client.CreateAnalysisAsync(new Api.V1.CreateAnalysisRequest { Parent = "projects/p", AnalysisId = "a", Analysis = new AnalysisMessage { Spec = spec, Device = "cpu" } });
        using var watch = client.WatchAnalysis(new Api.V1.WatchAnalysisRequest { Name = "projects/p/analyses/a" }, deadline: Patience.Deadline);
        AnalysisMessage? last = null;
        while (await watch.ResponseStream.MoveNext(CancellationToken.None)) last = watch.ResponseStream.Current.Analysis;
        Assert.Equal(Api.V1.Analysis.Types.State.Succeeded, last!.State);
    }

    private static void AreClosed(string root, params string[] among)
    {
        string[] all = [root, .. Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories)];
        Assert.All(among, a => Assert.Contains(Path.Combine(root, a), all));
        foreach (string place in all.Where(p => new FileInfo(p).LinkTarget is null && Path.Exists(p)))
            Assert.True(File.GetUnixFileMode(place) == (Directory.Exists(place) ? FolderMode : FileMode), $"{place}: {File.GetUnixFileMode(place)}");
    }

    private static Process Shell(string command) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    private sealed class Lines : ILoggerFactory
    {
        private readonly JobHost.LogLines lines = new();

        public IEnumerable<string> Told => lines.Lines;

        public void AddProvider(ILoggerProvider provider) { }

        public ILogger CreateLogger(string categoryName) => lines;

        public void Dispose() => lines.Dispose();
    }
}
