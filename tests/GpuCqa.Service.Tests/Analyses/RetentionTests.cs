using System.Text.Json.Nodes;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Tests.Datasets;
using GpuCqa.Service.Tests.Errors;
using GpuCqa.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses;

/// <summary>Analyses whose time is over.</summary>
public class RetentionTests
{
    [Fact]
    public async Task Ended_LongAgo_AreDeletedWithTheirResultsAndRecorded()
    {
        await using JobHost host = await JobHost.Start();
        Dataset dataset = await new Uploader(host.Channel).Upload("d", Uploader.Table(60));
        host.Kind.Inputs = _ => [dataset.Etag];
        host.Kind.Body = (run, label) =>
        {
            if (label == "failed") throw new FormatException();
            host.Kind.WaitAtGate(run, label);
        };
        host.Kind.Open("old", "young");
        string old = await host.Create("old"), failed = await host.Create("failed");
        await host.Until(old, AnalysisState.Succeeded);
        await host.Until(failed, AnalysisState.Failed);
        DateTimeOffset between = (await host.Get(failed)).EndTime.ToDateTimeOffset() + TimeSpan.FromTicks(1);
        string young = await host.Create("young");
        await host.Until(young, AnalysisState.Succeeded);
        string running = await host.Create("running"), waiting = await host.Create("waiting");
        await host.Until(running, AnalysisState.Running);
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(host.State.Path, "results")).Count(d => !d.EndsWith(".part", StringComparison.Ordinal)));

        var retention = host.App.Services.GetRequiredService<AnalysisRetention>();
        Assert.Equal(2, retention.Drop(between, CancellationToken.None));
        foreach (string gone in new[] { old, failed }) await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => host.Get(gone));
        Assert.Single(Directory.GetDirectories(Path.Combine(host.State.Path, "results")), d => !d.EndsWith(".part", StringComparison.Ordinal));
        // Whatever the time: what runs or waits is not touched, nor what it reads.
        Assert.Equal(1, retention.Drop(DateTimeOffset.UtcNow + TimeSpan.FromDays(1), CancellationToken.None));
        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => host.Get(young));
        Assert.Equal((AnalysisState.Running, AnalysisState.Queued), ((await host.Get(running)).State, (await host.Get(waiting)).State));
        Assert.Equal(dataset, await new Uploader(host.Channel).Client.GetDatasetAsync(new GetDatasetRequest { Name = dataset.Name }));
        host.Kind.Open("running", "waiting");
        await host.Until(waiting, AnalysisState.Succeeded);

        JsonObject[] drops = [.. AuditFiles.List(AuditFiles.Folder(host.State.Path)).SelectMany(f => Lines(f.Path)).Select(l => JsonNode.Parse(l)!["entry"]!.AsObject()).Where(e => (string?)e["op"] == "analysis.drop")];
        Assert.Equal([old, failed, young], drops.Select(e => (string?)e["resource"]));
        Assert.All(drops, e => Assert.Equal((string?)e["resource"], (string?)e["old"]!["name"]));
        Assert.All(drops, e => Assert.Equal(("service", "p"), ((string?)e["actor"], (string?)e["project"])));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, true)]
    public async Task Start_OfAService_DeletesWhatIsOlderThanItsDays(int days, bool gone)
    {
        await using JobHost host = await JobHost.Start(new JobOptions { KeepDays = days });
        host.Kind.Open("a");
        string name = await host.Create("a");
        await host.Until(name, AnalysisState.Succeeded);
        await host.Stop();
        host.More = (services, _) => services.AddSingleton<TimeProvider>(new Later(TimeSpan.FromDays(2)));
        await host.Start();
        Assert.Equal(AnalysisState.Succeeded, (await host.Get(name)).State);
        await host.Stop();
        host.More = (services, _) => services.AddSingleton<TimeProvider>(new Later(TimeSpan.FromDays(4)));
        await host.Start();
        if (!gone)
        {
            Assert.Equal(AnalysisState.Succeeded, (await host.Get(name)).State);
            return;
        }

        DateTime deadline = Patience.Deadline;
        while (Directory.GetDirectories(Path.Combine(host.State.Path, "results")).Length > 0)
        {
            Assert.True(DateTime.UtcNow < deadline, "not deleted");
            await Task.Delay(5);
        }

        await Refusal.Of(StatusCode.NotFound, "NOT_FOUND", () => host.Get(name));
    }

    private static string[] Lines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
