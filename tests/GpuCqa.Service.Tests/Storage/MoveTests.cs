using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Doors;
using GpuCqa.Service.Tests.Hosting;
using Grpc.Core;
using Npgsql;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>A service that began on SQLite moves to a real PostgreSQL.</summary>
public class MoveTests(SharedPostgres shared) : IClassFixture<SharedPostgres>
{
    private readonly PostgresServer server = shared.Server!;

    [PostgresFact]
    public async Task Service_Moved_HasEverythingAndGoesOn()
    {
        await using JobHost host = await JobHost.Start();
        var uploader = new Uploader(host.Channel);
        Dataset[] datasets = [await uploader.Upload("one", Uploader.Table(1)), await uploader.Upload("two", Uploader.Table(2))];
        Cohort cohort = await new CohortService.CohortServiceClient(host.Channel).CreateCohortAsync(new CreateCohortRequest
        {
            Parent = "projects/p", CohortId = "lots", Cohort = new Cohort { Lots = { datasets.Select((d, i) => new CohortLot { Lot = $"L{i}", Dataset = d.Name, Values = { ["vegf"] = $"{i}" } }) } },
        });
        host.Kind.Open("ended");
        AnalysisMessage ended = await host.Until(await host.Create("ended"), AnalysisState.Succeeded);
        CreateAnalysisRequest request = JobHost.Request("runs");
        request.RequestId = Guid.NewGuid().ToString();
        await host.Client.CreateAnalysisAsync(request);
        string waits = await host.Create("waits");
        await host.Started(2);
        byte[] bytes = Uploader.Table(3, 300_000);
        DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(Uploader.Request("half", ("cells.csv", bytes)));
        Assert.Equal(150_000, await uploader.Send(upload.UploadId, "cells.csv", bytes, 0, 150_000));

        string connection = server.Create() + ";Password=hush";
        (int code, _, string said) = await Migrate(host, connection);
        Assert.Equal(5, code);
        Assert.Contains("another service may hold it", said, StringComparison.Ordinal);
        await host.Stop();

        (code, string dry, said) = await Migrate(host, connection, "--dry-run");
        Assert.True(code == 0, said);
        Assert.Contains("Nothing was changed", said, StringComparison.Ordinal);
        (code, string moved, said) = await Migrate(host, connection);
        Assert.True(code == 0, said);
        Assert.Equal(dry, moved);
        Assert.Contains("datasets: 2 rows", moved, StringComparison.Ordinal);
        Assert.Contains("analyses: 3 rows", moved, StringComparison.Ordinal);
        Assert.Contains("Set GpuCqa:Database", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", moved + said, StringComparison.Ordinal);
        (code, _, said) = await Migrate(host, connection);
        Assert.Equal(5, code);
        Assert.Contains("were moved to PostgreSQL already", said, StringComparison.Ordinal);

        // By mistake without the setting.
        Assert.Contains("were moved to PostgreSQL: set GpuCqa:Database", (await Assert.ThrowsAsync<PreconditionException>(host.Start)).Message, StringComparison.Ordinal);
        host.Database = connection;
        // As a kill at the very end of the move would have left it.
        File.WriteAllText(Path.Combine(host.State.Path, "state.db.moving"), PostgresSettings.Shown(connection));
        await host.Start();
        uploader = new Uploader(host.Channel);
        Assert.Equal(datasets, (await uploader.Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" })).Datasets);
        await KeptState.Check(host, cohort, ended, upload, bytes);

        host.Kind.Open("runs", "waits");
        Assert.Equal(1, (await host.Until(waits, AnalysisState.Succeeded)).Attempt);
        Assert.Equal(2, (await host.Until("projects/p/analyses/runs", AnalysisState.Succeeded)).Attempt);
        Assert.Equal("projects/p/analyses/runs", (await host.Client.CreateAnalysisAsync(request)).Metadata.Unpack<AnalysisMessage>().Name);
        await Poll.Until(() => Task.FromResult(Directory.GetFiles(Path.Combine(host.State.Path, "audit")).Any(f => Text(f).Contains("\"op\":\"database.move\"", StringComparison.Ordinal))));
    }

    [PostgresFact]
    public async Task Target_NotEmpty_IsRefusedAndTheServiceGoesOnAsItWas()
    {
        await using JobHost host = await JobHost.Start();
        Dataset dataset = await new Uploader(host.Channel).Upload("one", Uploader.Table(1));
        await host.Stop();
        string connection = server.Create();
        server.Execute(new NpgsqlConnectionStringBuilder(connection).Database!, "CREATE TABLE another (id BIGINT)");
        (int code, _, string said) = await Migrate(host, connection);
        Assert.Equal(5, code);
        Assert.Contains("is not empty: it has 1 tables (another)", said, StringComparison.Ordinal);
        (code, _, said) = await Migrate(host, "Host=nowhere.invalid;Database=d;Username=u;Password=hush");
        Assert.NotEqual(0, code);
        Assert.DoesNotContain("hush", said, StringComparison.Ordinal);
        Assert.Equal(2, (await Migrate(host, "Hosst=db;Password=hush")).Code);
        await host.Start();
        Assert.Equal(dataset, Assert.Single((await new Uploader(host.Channel).Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" })).Datasets));
    }

    [PostgresFact]
    public async Task Folder_WithoutTables_IsNotFoundAndNotMade()
    {
        string nowhere = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        (int code, _, string said) = await KeysCommandTests.Run("migrate", "--state", nowhere, "--to", server.Connection("postgres"));
        Assert.Equal(4, code);
        Assert.Contains("state.db does not exist", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Move_InterruptedAtItsCommit_IsEndedByTheNext(bool committed)
    {
        await using JobHost host = await JobHost.Start();
        Dataset dataset = await new Uploader(host.Channel).Upload("one", Uploader.Table(1));
        await host.Stop();
        string connection = server.Create(), file = Path.Combine(host.State.Path, "state.db");
        if (committed)
        {
            Assert.Equal(0, (await Migrate(host, connection)).Code);
            File.Move(file + ".moved", file);
        }

        // As a kill between the two would leave it.
        File.WriteAllText(file + ".moving", PostgresSettings.Shown(connection));
        foreach (string database in new[] { "", connection })
        {
            host.Database = database;
            Assert.Contains("was interrupted", (await Assert.ThrowsAsync<PreconditionException>(host.Start)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(5, (await Migrate(host, server.Create())).Code);
        (int code, _, string said) = await Migrate(host, connection);
        Assert.True(code == 0, said);
        Assert.Contains(committed ? "An earlier run had moved" : "every row was read back", said, StringComparison.Ordinal);
        await host.Start();
        Assert.Equal(dataset, Assert.Single((await new Uploader(host.Channel).Client.ListDatasetsAsync(new ListDatasetsRequest { Parent = "projects/p" })).Datasets));
    }

    private static Task<(int Code, string Output, string Error)> Migrate(JobHost host, string connection, params string[] more) =>
        KeysCommandTests.Run(["migrate", "--state", host.State.Path, "--to", connection, .. more]);

    private static string Text(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
