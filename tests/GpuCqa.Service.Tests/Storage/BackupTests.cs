using System.Diagnostics;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Doors;
using GpuCqa.Testing;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>The state of a running service is copied, and another one goes on from the copy.</summary>
public class BackupTests(SharedPostgres shared) : IClassFixture<SharedPostgres>
{
    [Fact]
    public Task Running_OnSqlite_IsFoundWholeInAFreshFolder() => Round("", () => "");

    [PostgresFact]
    public Task Running_OnPostgres_IsFoundWholeInAFreshFolderAndDatabase()
    {
        string from = shared.Server!.Create();
        return Round(from, () => shared.Server!.Create());
    }

    [Fact]
    public async Task Again_OnlyWhatIsNewIsCopiedAndWhatIsGoneGoes()
    {
        await using JobHost host = await JobHost.Start();
        using var disk = new TemporaryFolder();
        string to = disk.File("backup");
        var uploader = new Uploader(host.Channel);
        byte[] one = Uploader.Table(1, 3000), two = Uploader.Table(2, 4000);
        Dataset first = await uploader.Upload("one", one);
        Assert.Equal($"{to}: 1 files of {one.Length} bytes, {one.Length} bytes copied now", await Backup(host, to));
        await uploader.Upload("two", two);
        await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = first.Name });
        Assert.Equal($"{to}: 1 files of {two.Length} bytes, {two.Length} bytes copied now", await Backup(host, to));
        Assert.Equal($"{to}: 1 files of {two.Length} bytes, 0 bytes copied now", await Backup(host, to));
        Assert.Equal(Uploader.Sha256(two), Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(to, "blobs"), "*", SearchOption.AllDirectories))));
        foreach (string place in Directory.GetFileSystemEntries(to, "*", SearchOption.AllDirectories).Append(to))
            Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(place) & (UnixFileMode)0x3F) == 0, place);
        await Poll(host, "\"op\":\"state.backup\"");
    }

    [Fact]
    public async Task Damage_IsSaidAndWhatIsNotFinishedIsNotTaken()
    {
        await using JobHost host = await JobHost.Start();
        using var disk = new TemporaryFolder();
        string to = disk.File("backup");
        byte[] bytes = Uploader.Table(3);
        await new Uploader(host.Channel).Upload("one", bytes);
        string blob = Path.Combine(host.State.Path, "blobs", Uploader.Sha256(bytes)[..2], Uploader.Sha256(bytes));
        File.WriteAllBytes(blob, [.. bytes[..^1], (byte)'x']);
        (int code, _, string said) = await KeysCommandTests.Run("backup", "--state", host.State.Path, "--to", to);
        Assert.Equal(ErrorTable.ExitCode(ErrorReason.DataLoss), code);
        Assert.Contains($"{blob} is damaged", said, StringComparison.Ordinal);
        Assert.Contains("was not finished", Assert.Throws<PreconditionException>(() => new StateFolder(to)).Message, StringComparison.Ordinal);
        File.Delete(blob);
        (code, _, said) = await KeysCommandTests.Run("backup", "--state", host.State.Path, "--to", to);
        Assert.Equal(5, code);
        Assert.Contains("is not there", said, StringComparison.Ordinal);
        File.WriteAllBytes(blob, bytes);
        await Backup(host, to);
        new StateFolder(to).Dispose();
        // A service has begun on it: it is no backup any more.
        (code, _, said) = await KeysCommandTests.Run("backup", "--state", host.State.Path, "--to", to);
        Assert.Equal(5, code);
        Assert.Contains("is no backup", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_ThatCannotBe_AreRefusedUntouched()
    {
        await using JobHost host = await JobHost.Start();
        using var disk = new TemporaryFolder();
        File.WriteAllText(disk.File("thesis.txt"), "");
        foreach ((string state, string to, int code, string word) in new[]
        {
            (host.State.Path, host.State.File("backup"), 5, "lie within each other"), (host.State.Path, Path.GetDirectoryName(host.State.Path)!, 5, "lie within each other"),
            (host.State.Path, disk.Path, 5, "holds files and is no backup"), (disk.File("none"), disk.File("backup"), 4, "state.db does not exist"),
        })
        {
            (int ended, _, string said) = await KeysCommandTests.Run("backup", "--state", state, "--to", to);
            Assert.True(ended == code && said.Contains(word, StringComparison.Ordinal), said);
        }

        Assert.Equal([disk.File("thesis.txt")], Directory.GetFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task Folder_OfAnEarlierVersion_IsBroughtUpToDate()
    {
        await using JobHost host = await JobHost.Start();
        byte[] bytes = Uploader.Table(4);
        Dataset dataset = await new Uploader(host.Channel).Upload("one", bytes);
        await host.Stop();
        // As the service of before had it: a column and the references less, and links that lead to where the folder was.
        string link = Path.Combine(host.State.Path, "views", dataset.Etag, "cells.csv");
        File.Delete(link);
        File.CreateSymbolicLink(link, "/var/lib/elsewhere/blobs/" + Uploader.Sha256(bytes));
        Sql(host, $"ALTER TABLE uploads DROP COLUMN collection; DROP TABLE frozen_references; DROP TABLE reference_files; PRAGMA user_version = {Database.Scripts.Length - 1}");
        await host.Start();
        Assert.Equal(dataset, await new Uploader(host.Channel).Client.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name }));
        Assert.Equal(bytes, File.ReadAllBytes(link));
        await host.Stop();
        Sql(host, $"PRAGMA user_version = {Database.Scripts.Length + 1}");
        Assert.Contains("Use the newer service", (await Assert.ThrowsAsync<PreconditionException>(host.Start)).Message, StringComparison.Ordinal);
        Sql(host, $"PRAGMA user_version = {Database.Scripts.Length}");
        await host.Start();
    }

    private static async Task Round(string database, Func<string> fresh)
    {
        // It outlives the service that goes on in it.
        using var disk = new TemporaryFolder();
        await using JobHost host = await JobHost.Start();
        if (database.Length > 0)
        {
            await host.Stop();
            (host.Database, host.Folder) = (database, host.State.File("of-postgres"));
            await host.Start();
        }

        string to = disk.File("backup"), restored = disk.File("restored");
        Assert.Equal(0, (await KeysCommandTests.Run("keys", "add", "ana", "--grant", "p=admin", "--state", host.Folder)).Code);
        var uploader = new Uploader(host.Channel);
        byte[] bytes = Uploader.Table(5), large = Uploader.Table(6, 300_000);
        Dataset dataset = await uploader.Upload("one", bytes);
        Cohort cohort = await new CohortService.CohortServiceClient(host.Channel).CreateCohortAsync(new CreateCohortRequest { Parent = "projects/p", CohortId = "lots", Cohort = new Cohort { Lots = { new CohortLot { Lot = "L", Dataset = dataset.Name, Values = { ["vegf"] = "1" } } } } });
        host.Kind.Open("ended");
        AnalysisMessage ended = await host.Until(await host.Create("ended"), AnalysisState.Succeeded);
        string runs = await host.Create("runs"), waits = await host.Create("waits");
        await host.Until(runs, AnalysisState.Running);
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request("half", ("cells.csv", large)));
        await uploader.Send(upload.UploadId, "cells.csv", large, 0, 150_000);

        // Datasets come and go while it is copied.
        using var enough = new CancellationTokenSource();
        Task churn = Task.Run(async () =>
        {
            for (int i = 0; !enough.IsCancellationRequested; i++)
            {
                Dataset made = await uploader.Upload($"churn-{i}", Uploader.Table(1000 + i, 50_000));
                if (i % 3 != 0) await uploader.Client.DeleteDatasetAsync(new DeleteDatasetRequest { Name = made.Name });
            }
        });
        await Backup(host, to);
        await enough.CancelAsync();
        await churn;
        await host.Stop();

        using (Process copy = Process.Start("cp", ["-r", to, restored])) await copy.WaitForExitAsync();
        string another = fresh();
        if (another.Length > 0) await Restore(another, Path.Combine(restored, "tables.pgdump"));
        foreach (string old in Directory.GetDirectories(host.State.Path)) Directory.Delete(old, recursive: true);
        foreach (string old in Directory.GetFiles(host.State.Path)) File.Delete(old);
        (host.Folder, host.Database) = (restored, another);
        await host.Start();
        uploader = new Uploader(host.Channel);
        Dataset[] found = [.. (await uploader.Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p", PageSize = 1000 })).Datasets];
        Assert.Equal(dataset, Assert.Single(found, d => d.Name == dataset.Name));
        Assert.All(found, d => Assert.Equal(d.Files[0].Sha256, Uploader.Sha256(File.ReadAllBytes(Path.Combine(restored, "views", d.Etag, "cells.csv")))));
        await KeptState.Check(host, cohort, ended, upload, large);
        host.Kind.Open("runs", "waits");
        Assert.Equal(2, (await host.Until(runs, AnalysisState.Succeeded)).Attempt);
        Assert.Equal(1, (await host.Until(waits, AnalysisState.Succeeded)).Attempt);
        Assert.Contains("ana", (await KeysCommandTests.Run("keys", "list", "--state", restored)).Output, StringComparison.Ordinal);
        (int code, string verified, string said) = await KeysCommandTests.Run("audit", "verify", "--state", restored);
        Assert.True(code == 0, verified + said);
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("is not in the state folder", StringComparison.Ordinal));
    }

    private static async Task<string> Backup(JobHost host, string to)
    {
        using Process process = Hosting.ServiceProcess.RunWith([("GpuCqa__Database", host.Database)], "backup", "--state", host.Folder, "--to", to);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience.Span);
        Assert.True(process.ExitCode == 0, await error);
        return (await output).Trim();
    }

    private static async Task Restore(string connection, string dump)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        using Process restore = Process.Start("pg_restore", ["--no-owner", "--exit-on-error", $"--host={settings.Host}", $"--port={settings.Port}", $"--username={settings.Username}", $"--dbname={settings.Database}", dump]);
        await restore.WaitForExitAsync().WaitAsync(Patience.Span);
        Assert.Equal(0, restore.ExitCode);
    }

    private static Task Poll(JobHost host, string text) => Hosting.Poll.Until(() => Task.FromResult(Directory.GetFiles(Path.Combine(host.Folder, "audit")).Any(f =>
    {
        using var reader = new StreamReader(new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    })));

    private static void Sql(JobHost host, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(host.Folder, "state.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
