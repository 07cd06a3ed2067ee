using System.Diagnostics;
using Grpc.Health.V1;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Service.Tests.Hosting;
using GpuCqa.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>The database server breaks, or somebody else comes.</summary>
public class PostgresBreakTests
{
    [PostgresFact]
    public async Task Server_KilledUnderWrites_LosesNothingAnsweredAndNothingHalf()
    {
        using PostgresServer server = PostgresServer.Start();
        var service = new RunningService(server.Create());
        await service.InitializeAsync();
        Database database = service.App.Services.GetRequiredService<Database>();
        using var end = new CancellationTokenSource();
        var answered = new List<long>();
        var unknown = new List<long>();
        Task writer = Task.Run(() =>
        {
            for (long i = 0; !end.IsCancellationRequested; i++)
            {
                try
                {
                    Assert.Equal(2, database.InTransaction(s => Pair(s, i)));
                    answered.Add(i);
                }
                catch (RefusedException error) when (error.Reason == ErrorReason.Unavailable)
                {
                    unknown.Add(i);
                }
            }
        });
        var random = new Random(9);
        for (int kill = 0; kill < 3; kill++)
        {
            int before = answered.Count;
            await Poll.Until(() => Task.FromResult(writer.IsCompleted || answered.Count >= before + 20));
            Thread.SpinWait(random.Next(1_000, 1_000_000));
            server.Kill();
            server.Run();
        }

        int after = answered.Count;
        await Poll.Until(() => Task.FromResult(writer.IsCompleted || answered.Count >= after + 20));
        await end.CancelAsync();
        await writer;
        long[] stored = [.. database.Run(s => s.Query("SELECT size FROM upload_files WHERE upload = 'pair' ORDER BY size", r => r.GetInt64(0)))];
        // Both rows of a pair or none, and each pair once.
        Assert.Equal(stored.Distinct().SelectMany(n => new[] { n, n }), stored);
        Assert.Empty(answered.Except(stored));
        Assert.Empty(stored.Except(answered).Except(unknown));
        await service.DisposeAsync();
    }

    [PostgresFact]
    public async Task Server_Away_IsToldAndServesAgain()
    {
        using PostgresServer server = PostgresServer.Start();
        var service = new RunningService(server.Create());
        await service.InitializeAsync();
        var health = new Health.HealthClient(service.Channel);
        var uploader = new Uploader(service.Channel);
        Dataset dataset = await uploader.Upload("before", Uploader.Table(60));
        server.Kill();
        await Poll.Until(async () => (await health.CheckAsync(new HealthCheckRequest())).Status == ServingStatus.NotServing);
        await Refusal.Of(StatusCode.Unavailable, "UNAVAILABLE", async () => await uploader.Client.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name }));
        server.Run();
        await Poll.Until(async () => (await health.CheckAsync(new HealthCheckRequest())).Status == ServingStatus.Serving);
        Assert.Equal(dataset, await uploader.Client.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name }));
        await uploader.Upload("after", Uploader.Table(61));
        await service.DisposeAsync();
    }

    [PostgresFact]
    public async Task Service_Killed_FindsItsStateAgain()
    {
        using PostgresServer server = PostgresServer.Start();
        using var state = new TemporaryFolder();
        string database = server.Create();
        byte[] bytes = Uploader.Table(62, 3 << 20);
        StartDatasetUploadRequest request = Uploader.Request("killed", ("cells.csv", bytes));
        request.RequestId = Guid.NewGuid().ToString();
        long acknowledged = 0;
        var random = new Random(62);
        for (int kill = 0; kill < 3; kill++)
        {
            using ServiceProcess program = await ServiceProcess.Start(state.Path, database);
            var uploader = new Uploader(program.Channel);
            DatasetUpload upload = await uploader.Client.StartDatasetUploadAsync(request);
            Assert.True(upload.Files[0].PersistedSizeBytes >= acknowledged, $"{upload.Files[0].PersistedSizeBytes} of {acknowledged} acknowledged bytes are left");
            Task death = Task.Run(() =>
            {
                Thread.SpinWait(random.Next(1_000, 3_000_000));
                program.Kill();
            });
            try
            {
                while (acknowledged < bytes.Length) acknowledged = await uploader.Send(upload.UploadId, "cells.csv", bytes, (int)acknowledged, (int)Math.Min(bytes.Length, acknowledged + 200_000), 50_000);
            }
            catch (Exception error) when (error is RpcException or IOException or InvalidOperationException)
            {
                // The program died under the call.
            }

            await death;
        }

        using ServiceProcess last = await ServiceProcess.Start(state.Path, database);
        var again = new Uploader(last.Channel);
        DatasetUpload rest = await again.Client.StartDatasetUploadAsync(request);
        await again.Send(rest.UploadId, "cells.csv", bytes, (int)rest.Files[0].PersistedSizeBytes, bytes.Length, 500_000);
        Dataset dataset = await again.Client.FinishDatasetUploadAsync(new FinishDatasetUploadRequest { UploadId = rest.UploadId });
        Assert.Equal(Uploader.Sha256(bytes), dataset.Files.Single().Sha256);
    }

    [PostgresFact]
    public async Task Database_HeldByAnother_IsRefused()
    {
        using PostgresServer server = PostgresServer.Start();
        string database = server.Create();
        var first = new RunningService(database);
        await first.InitializeAsync();
        using var state = new TemporaryFolder();
        PreconditionException error = Assert.Throws<PreconditionException>(() => Build(state.Path, database));
        Assert.Contains("Another service holds the database", error.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        // Its tables belong to the first one's folder.
        error = Assert.Throws<PreconditionException>(() => Build(state.Path, database));
        Assert.Contains("belongs to another state folder", error.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Database_TakenOver_EndsTheService()
    {
        using PostgresServer server = PostgresServer.Start();
        string connection = server.Create(), name = new NpgsqlConnectionStringBuilder(connection).Database!;
        var service = new RunningService(connection);
        await service.InitializeAsync();
        Database database = service.App.Services.GetRequiredService<Database>();
        // What a service that took the lock meanwhile does first.
        server.Execute(name, "UPDATE gpucqa_service SET instance = 'another'");
        RefusedException error = Assert.Throws<RefusedException>(() => database.InTransaction(s => Pair(s, 1)));
        Assert.Contains("taken over", error.Message, StringComparison.Ordinal);
        await Poll.Until(() => Task.FromResult(database.Dialect.State == DatabaseState.TakenOver));
        await Poll.Until(() => Task.FromResult(service.App.Lifetime.ApplicationStopping.IsCancellationRequested));
        server.Execute(name, "DO $$ BEGIN ASSERT (SELECT COUNT(*) FROM upload_files) = 0; END $$");
        await service.DisposeAsync();
    }

    [PostgresFact]
    public async Task Program_DatabaseTakenOver_EndsWithPrecondition()
    {
        using PostgresServer server = PostgresServer.Start();
        using var state = new TemporaryFolder();
        string connection = server.Create();
        using Process program = ServiceProcess.RunWith([("GpuCqa__Database", connection)], "--listen", "127.0.0.1:0", "--insecure-loopback", "--state", state.Path);
        Assert.NotNull(await program.StandardOutput.ReadLineAsync().WaitAsync(Patience.Span));
        server.Execute(new NpgsqlConnectionStringBuilder(connection).Database!, "UPDATE gpucqa_service SET instance = 'another'");
        string said = await program.StandardError.ReadToEndAsync().WaitAsync(Patience.Span);
        await program.WaitForExitAsync();
        Assert.Equal(5, program.ExitCode);
        Assert.Contains("gpucqa serve: Another service has taken over the database.", said, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Folder_WithFilesOfAnotherDatabase_IsRefused()
    {
        using PostgresServer server = PostgresServer.Start();
        using var state = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(state.Path, "blobs", "ab"));
        File.WriteAllText(Path.Combine(state.Path, "blobs", "ab", "abc"), "x");
        Assert.Contains("belongs to another database", Assert.Throws<PreconditionException>(() => Build(state.Path, server.Create())).Message, StringComparison.Ordinal);
        Assert.Contains("belongs to another database", Assert.Throws<PreconditionException>(() => Build(state.Path, "")).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(state.Path, "blobs", "ab", "abc")));
    }

    private static int Pair(DatabaseSession session, long number) =>
        session.Execute("INSERT INTO upload_files (upload, ordinal, path, size, sha256, persisted) VALUES ('pair', @o, '', @n, '', 0)", ("@o", 2 * number), ("@n", number))
        + session.Execute("INSERT INTO upload_files (upload, ordinal, path, size, sha256, persisted) VALUES ('pair', @o, '', @n, '', 0)", ("@o", 2 * number + 1), ("@n", number));

    private static void Build(string state, string database)
    {
        using IDisposable app = ServiceHost.Build(new ServiceOptions { Listen = "127.0.0.1:0", InsecureLoopback = true, State = state, Database = database }, logging => logging.ClearProviders());
    }
}
