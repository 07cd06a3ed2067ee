using System.Collections.Concurrent;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Service.Analyses;

namespace GpuCqa.Service.Tests.Analyses;

/// <summary>Analyses that do what a test says: each waits at its gate, then writes a file.</summary>
public sealed class ScriptedKind : AnalysisKind
{
    private readonly ConcurrentDictionary<string, ManualResetEventSlim> gates = new();

    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Normalize;

    /// <summary>Labels in the order in which they were started.</summary>
    public ConcurrentQueue<string> Started { get; } = [];

    public Func<string, JobNeed> Need { get; set; } = _ => new JobNeed(0, 0);

    /// <summary>Called while the need is found out.</summary>
    public Action<string, CancellationToken> Reading { get; set; } = (_, _) => { };

    public Func<string, IReadOnlyList<string>> Inputs { get; set; } = _ => [];

    /// <summary>What a run does; by default it waits at its gate.</summary>
    public Action<AnalysisRun, string> Body { get; set; } = (_, _) => { };

    public static AnalysisSpec Spec(string label) => new() { Normalize = new NormalizeSpec { Dataset = label } };

    public void Open(params string[] labels)
    {
        foreach (string label in labels) Gate(label).Set();
    }

    public void WaitAtGate(AnalysisRun run, string label) => Gate(label).Wait(run.Cancellation);

    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec) => Inputs(spec.Normalize.Dataset);

    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        Reading(spec.Normalize.Dataset, cancellation);
        return Need(spec.Normalize.Dataset);
    }

    public override void Run(AnalysisRun run)
    {
        string label = run.Spec.Normalize.Dataset;
        Started.Enqueue(label);
        Body(run, label);
        File.WriteAllText(Path.Combine(run.Output.Folder, "label.txt"), label);
    }

    private ManualResetEventSlim Gate(string label) => gates.GetOrAdd(label, _ => new ManualResetEventSlim());
}
