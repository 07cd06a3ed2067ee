using System.Diagnostics;

namespace GpuCqa.Service.Operations.Telemetry;

/// <summary>Spans of jobs and of their steps. A job outlives the call that asked for it: its span goes on in the caller's trace.</summary>
public static class JobTracing
{
    /// <summary>Name of the source and of the meter of jobs.</summary>
    public const string Name = "GpuCqa.Jobs";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>The trace of the call that runs now, to be kept with the job that it asks for; null if there is none.</summary>
    public static string? Parent => Activity.Current is { Recorded: true } call ? call.Id : null;

    /// <summary>Begins the span of a job; dispose of it when the job ends. Null where nobody collects spans.</summary>
    /// <param name="kind">Kind of analysis.</param>
    /// <param name="analysis">Resource name.</param>
    /// <param name="parent">What <see cref="Parent"/> was when the job was asked for, or null.</param>
    public static Activity? Job(string kind, string analysis, string? parent)
    {
        ActivityContext.TryParse(parent, null, isRemote: true, out ActivityContext context);
        Activity? span = Source.StartActivity($"job {kind}", ActivityKind.Consumer, context);
        span?.SetTag("gpucqa.analysis.kind", kind);
        span?.SetTag("gpucqa.analysis.name", analysis);
        return span;
    }

    /// <summary>Begins the span of a step of the job whose span is current.</summary>
    public static Activity? Step(string step) => Source.StartActivity(step);

    /// <summary>Ends the spans of steps that an exception left open.</summary>
    public static void EndSteps(Activity? job)
    {
        while (job is not null && Activity.Current is { } step && step != job && step.TraceId == job.TraceId) step.Dispose();
    }

    /// <summary>Marks the current span as failed.</summary>
    public static void Failed(Activity? span, Exception error)
    {
        span?.SetTag("error.type", error.GetType().Name);
        span?.SetStatus(ActivityStatusCode.Error);
    }
}
