using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Analyses.Kinds;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>The real discovery; a test is called, on its thread, when it starts and at every step.</summary>
public sealed class WatchedDiscovery(DiscoverKind discovery) : AnalysisKind
{
    public override AnalysisSpec.KindOneofCase Case => discovery.Case;

    /// <summary>Gets "start", "begin STEP", "within STEP", "end STEP" and "end".</summary>
    public Action<string> At { get; set; } = _ => { };

    public override AnalysisSpec Settle(string project, AnalysisSpec spec) => discovery.Settle(project, spec);

    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec) => discovery.Check(project, spec);

    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) =>
        discovery.Plan(project, spec, device, deviceFreeBytes, cancellation);

    public override void Run(AnalysisRun run)
    {
        At("start");
        discovery.Run(new AnalysisRun { Project = run.Project, Spec = run.Spec, Device = run.Device, Cancellation = run.Cancellation, Output = run.Output, Steps = run.Steps, TaskFolder = run.TaskFolder, Progress = new Steps(this, run.Progress) });
        At("end");
    }

    private sealed class Steps(WatchedDiscovery kind, StepProgress next) : StepProgress
    {
        private string running = "";

        public override void Begin(string step, long total)
        {
            running = step;
            next.Begin(step, total);
            kind.At("begin " + step);
        }

        public override void Report(long done)
        {
            next.Report(done);
            kind.At("within " + running);
        }

        public override void End()
        {
            next.End();
            kind.At("end " + running);
        }

        public override void Note(string message) => next.Note(message);

        public override void Resumed(string step, DateTimeOffset finished, double seconds) => next.Resumed(step, finished, seconds);
    }
}
