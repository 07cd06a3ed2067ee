using System.Text.Json;
using System.Text.RegularExpressions;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Operations;
using GpuCqa.Service.Tests.Analyses;
using GpuCqa.Service.Tests.Operations;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.Deployment;

/// <summary>deploy/grafana asks for metrics and labels that the service has.</summary>
public partial class DashboardTests
{
    /// <summary>Labels that Prometheus adds.</summary>
    private static readonly string[] Added = ["instance", "job"];

    [Fact]
    public async Task Dashboard_Queries_NameMetricsAndLabelsOfTheService()
    {
        await using JobHost host = await JobHost.Start(operations: "127.0.0.1:0");
        host.Kind.Need = _ => new JobNeed(1 << 20, 1 << 20);
        host.Kind.Open("ended");
        await host.Until(await host.Create("ended"), AnalysisState.Succeeded);
        await host.Create("runs");
        await host.Started(2);
        await host.Create("waits");
        using var watch = new Health.HealthClient(host.Channel).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        using var http = new HttpClient();
        string address = host.App.Services.GetRequiredService<OperationsListener>().Address + "/metrics";
        // The end of an analysis is counted after its watchers are told.
        PrometheusText? metrics = null;
        await Hosting.Poll.Until(async () => (metrics = PrometheusText.Parse(await http.GetStringAsync(address))).Samples.Any(s => s.Name == "gpucqa_job_duration_seconds_count"));

        string[] queries = Queries();
        Assert.True(queries.Length > 15);
        foreach (string query in queries)
        {
            Match[] selectors = [.. Selector().Matches(Grouping().Replace(query, "")).AsEnumerable()];
            Assert.True(selectors.Length > 0, query);
            foreach (Match selector in selectors)
            {
                var series = metrics!.Samples.Where(s => s.Name == selector.Groups["name"].Value).ToArray();
                Assert.True(series.Length > 0, $"{query}: the service has no {selector.Groups["name"].Value}");
                string[] labels = [.. Matcher().Matches(selector.Groups["labels"].Value).Select(m => m.Groups["label"].Value), .. Grouping().Matches(query).SelectMany(m => m.Groups["labels"].Value.Split(", ")).Except([.. Added, "le"])];
                Assert.All(labels, label => Assert.True(series.Any(s => s.Labels.ContainsKey(label)), $"{query}: {selector.Groups["name"].Value} has no label {label}, only {string.Join(", ", series[0].Labels.Keys)}"));
                // A value that a query asks for is one that there is.
                foreach (Match equal in Equal().Matches(selector.Groups["labels"].Value))
                    Assert.True(series.Any(s => s.Labels.GetValueOrDefault(equal.Groups["label"].Value) == equal.Groups["value"].Value), $"{query}: no series with {equal.Value}");
            }
        }

        // Memory that was given back is not shown as held.
        Assert.Equal((1 << 20, 1 << 20), (metrics!.Value("gpucqa_host_memory_reserved_bytes"), metrics.Value("gpucqa_device_memory_reserved_bytes")));
        host.Kind.Open("runs", "waits");
        await host.Until("projects/p/analyses/waits", AnalysisState.Succeeded);
        await Hosting.Poll.Until(async () => PrometheusText.Parse(await http.GetStringAsync(address)) is var later && later.Value("gpucqa_host_memory_reserved_bytes") + later.Value("gpucqa_device_memory_reserved_bytes") == 0);
    }

    private static string[] Queries()
    {
        using JsonDocument dashboard = JsonDocument.Parse(DeployedFiles.Text("grafana", "gpucqa.json"));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(p => p.GetProperty("targets").EnumerateArray()).Select(t => t.GetProperty("expr").GetString()!)];
    }

    // A name with an underscore that is not called; labels behind 'by' are taken away before.
    [GeneratedRegex("""(?<![\w$"])(?<name>[a-z]+(_[a-z0-9]+)+)(\{(?<labels>[^}]*)\})?(?=[\[)]|$)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Selector();

    [GeneratedRegex("""(?<label>\w+)(=~|!~|!=|=)"[^"]*" *""", RegexOptions.ExplicitCapture)]
    private static partial Regex Matcher();

    [GeneratedRegex("""(?<label>\w+)="(?<value>[^"]*)" *""", RegexOptions.ExplicitCapture)]
    private static partial Regex Equal();

    [GeneratedRegex(@"by \((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Grouping();
}
