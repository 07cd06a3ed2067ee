using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Operations.Telemetry;
using GpuCqa.Service.Tests.Analyses;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Operations;

public class JobTelemetryTests
{
    [Fact]
    public async Task Job_AndItsSteps_AreSpansInTheCallersTrace()
    {
        var ended = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is JobTracing.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using JobHost host = await JobHost.Start();
        host.Kind.Body = (run, label) =>
        {
            run.Progress.Begin("one", 0);
            run.Progress.End();
            run.Progress.Begin("two", 0);
            if (label == "spoilt") throw new BadDataException("cells", null, "no");
            run.Progress.End();
        };
        string trace = ActivityTraceId.CreateRandom().ToHexString();
        var traced = new Metadata { { "traceparent", $"00-{trace}-00f067aa0ba902b7-01" } };
        await host.Client.CreateAnalysisAsync(JobHost.Request("whole"), traced);
        await host.Until("projects/p/analyses/whole", AnalysisState.Succeeded);
        await host.Client.CreateAnalysisAsync(JobHost.Request("spoilt"), traced);
        await host.Until("projects/p/analyses/spoilt", AnalysisState.Failed);
        await Hosting.Poll.Until(() => Task.FromResult(Jobs().Length == 2));
        Activity[] jobs = Jobs();
        Activity whole = jobs.Single(j => (string?)j.GetTagItem("gpucqa.analysis.name") == "projects/p/analyses/whole"), spoilt = jobs.Single(j => j != whole);
        Assert.Equal(("succeeded", ActivityStatusCode.Unset), ((string?)whole.GetTagItem("gpucqa.job.state"), whole.Status));
        Assert.Equal(("failed", ActivityStatusCode.Error), ((string?)spoilt.GetTagItem("gpucqa.job.state"), spoilt.Status));
        // The job goes on from the call that asked for it.
        Assert.Contains(ended, a => a.Source.Name == "Microsoft.AspNetCore" && a.TraceId == whole.TraceId && a.SpanId == whole.ParentSpanId);
        foreach (Activity job in jobs) Assert.Equal(["one", "two"], ended.Where(a => a.ParentSpanId == job.SpanId).OrderBy(a => a.StartTimeUtc).Select(a => a.DisplayName));

        Activity[] Jobs() => [.. ended.Where(a => a.TraceId.ToHexString() == trace && a.DisplayName.StartsWith("job ", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Job_RunAgainAfterARestart_IsInTheCallersTrace()
    {
        var ended = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is JobTracing.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using JobHost host = await JobHost.Start();
        string trace = ActivityTraceId.CreateRandom().ToHexString();
        await host.Client.CreateAnalysisAsync(JobHost.Request("again"), new Metadata { { "traceparent", $"00-{trace}-00f067aa0ba902b7-01" } });
        await host.Started(1);
        await host.Stop();
        host.Kind.Open("again");
        await host.Start();
        await host.Until("projects/p/analyses/again", AnalysisState.Succeeded);
        await Hosting.Poll.Until(() => Task.FromResult(Jobs().Length == 2));
        Assert.Equal(["queued", "succeeded"], Jobs().OrderBy(j => j.StartTimeUtc).Select(j => (string?)j.GetTagItem("gpucqa.job.state")));
        ActivitySpanId call = Assert.Single(Jobs().Select(j => j.ParentSpanId).Distinct());
        Assert.Contains(ended, a => a.Source.Name == "Microsoft.AspNetCore" && a.TraceId.ToHexString() == trace && a.SpanId == call);

        Activity[] Jobs() => [.. ended.Where(a => a.TraceId.ToHexString() == trace && a.DisplayName.StartsWith("job ", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Jobs_AreCountedByProjectAndState()
    {
        var measured = new ConcurrentQueue<(string Instrument, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == JobTracing.Name) self.EnableMeasurementEvents(instrument);
            },
        };
        string project = "m" + Guid.NewGuid().ToString("N");
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => measured.Enqueue((i.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => measured.Enqueue((i.Name, value, Text(tags))));
        listener.Start();
        await using JobHost host = await JobHost.Start();
        foreach (string label in new[] { "one", "two", "three" }) await host.Client.CreateAnalysisAsync(JobHost.Request(label, project: project));
        await host.Started(1);
        Assert.Equal((1, 2), Census());
        host.Kind.Open("one", "two", "three");
        await host.Until($"projects/{project}/analyses/three", AnalysisState.Succeeded);
        Assert.Equal((0, 0), Census());
        await Hosting.Poll.Until(() => Task.FromResult(measured.Count(m => m.Instrument == "gpucqa.job.duration" && m.Tags.Contains("gpucqa.job.state=succeeded", StringComparison.Ordinal)) >= 3));
        Assert.True(measured.Count(m => m.Instrument == "gpucqa.job.wait.duration" && m.Value >= 0) >= 3);

        (double Running, double Queued) Census()
        {
            listener.RecordObservableInstruments();
            return (State("running"), State("queued"));
            double State(string state) => measured.Last(m => m.Instrument == "gpucqa.jobs" && m.Tags == $"gpucqa.project={project} gpucqa.job.state={state}").Value;
        }

        static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
    }
}
