using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.V1;
using GpuCqa.Pipelines.Records;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Service.Operations.Telemetry;

namespace GpuCqa.Service.Analyses;

/// <summary>Turns the progress of a handler into the steps of its analysis; progress within a step is told a few times a second.</summary>
public sealed class JobSteps(Job job, Func<string, string> words, Action<string> log, TimeProvider clock) : StepRecorder
{
    /// <summary>Shortest time between two messages of mere progress.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private const int MostNotes = 1000, MostSteps = 1000;

    private readonly List<AnalysisStep> ended = [];
    private readonly List<string> told = [];
    private AnalysisStep? running;
    private Activity? span;
    private long begun, lastTold;

    /// <inheritdoc/>
    protected override void Begun(string step, long total)
    {
        begun = clock.GetTimestamp();
        span = JobTracing.Step(step);
        running = new AnalysisStep { Step = step, Total = Math.Max(0, total) };
        Tell(change: true);
    }

    /// <inheritdoc/>
    protected override void Advanced(long done)
    {
        running!.Done = done;
        if (clock.GetElapsedTime(lastTold) >= Pace) Tell(change: false);
    }

    /// <inheritdoc/>
    protected override void Ended(string step, double seconds)
    {
        AnalysisStep last = Measured(running!);
        last.Remaining = null;
        last.Ended = true;
        if (last.Total > 0) last.Done = last.Total;
        running = null;
        span?.Dispose();
        if (ended.Count == MostSteps) ended.RemoveAt(0);
        ended.Add(last);
        Tell(change: true);
    }

    /// <inheritdoc/>
    protected override void Noted(string message)
    {
        if (told.Count == MostNotes) return;
        told.Add(words(message));
        Tell(change: true);
    }

    /// <inheritdoc/>
    protected override void Warned(string message) => Noted(WarningMark + message);

    /// <inheritdoc/>
    protected override void TookOver(string step, DateTimeOffset finished, double seconds) => Noted($"resumed: {step} (from {StepTime.Of(finished, clock.GetUtcNow())} UTC)");

    /// <inheritdoc/>
    /// <remarks>Of folders and disks, which are the service's own.</remarks>
    protected override void Said(string message) => log(message);

    private void Tell(bool change)
    {
        lastTold = clock.GetTimestamp();
        lock (job.Gate)
        {
            var next = new AnalysisMessage(job.Now);
            next.Steps.Clear();
            next.Steps.Add(ended);
            if (running is not null) next.Steps.Add(Measured(running));
            next.Notes.Clear();
            next.Notes.Add(told);
            job.Tell(next, change);
        }
    }

    private AnalysisStep Measured(AnalysisStep step)
    {
        TimeSpan elapsed = clock.GetElapsedTime(begun);
        var measured = new AnalysisStep(step) { Elapsed = Duration.FromTimeSpan(elapsed) };
        // A rate from the first moments says nothing yet.
        if (step.Total > 0 && step.Done > 0 && elapsed >= Pace) measured.Remaining = Duration.FromTimeSpan(elapsed * (Math.Max(0, step.Total - step.Done) / (double)step.Done));
        return measured;
    }
}
