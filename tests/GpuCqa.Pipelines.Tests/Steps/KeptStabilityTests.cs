using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Tests.References;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Steps;

/// <summary>A discovery with refits goes on after each batch of them.</summary>
public sealed class KeptStabilityTests : IDisposable
{
    private static readonly DiscoverParameters Parameters = SmallReference.Parameters with { StabilitySeeds = 12, StabilitySubsamples = 11, Resolutions = [0.4] };

    private static readonly string[] Refits =
    [
        "stability: neighbours", "stability: seeds 1 to 10", "stability: seeds 11 to 12", "stability: subsamples 1 to 10", "stability: subsamples 11 to 11",
        .. Enumerable.Range(1, 6).Select(l => $"stability: without lot {l}"),
    ];

    private readonly SmallRuns runs = new();

    [Fact]
    public void Stability_StoppedWithinIt_GoesOnAfterTheLastBatchToTheSameBits()
    {
        string expected = runs.Run(null, new Stopper(), Parameters);
        int before = Array.IndexOf(SmallRuns.Steps, "extents");
        var steps = new Whole();
        Assert.Equal(expected, runs.Run(null, steps, Parameters, threads: 2));
        int first = steps.Begun.IndexOf(Refits[0]);
        Assert.Equal(Refits, steps.Begun.Skip(first).Take(Refits.Length));
        foreach (int stopped in new[] { 1, 3, 8 })
        {
            Assert.Throws<OperationCanceledException>(() => runs.Run(runs.Kept, new StopIn(Refits[stopped]), Parameters));
            var rest = new Stopper();
            Assert.Equal(expected, runs.Run(runs.Kept, rest, Parameters, threads: 2));
            Assert.Equal([.. SmallRuns.Steps[..before], .. Refits[..stopped]], rest.Resumes);
            Assert.Empty(runs.Left);
        }
    }

    public void Dispose() => runs.Dispose();

    private sealed class Whole : Core.Progress.StepProgress
    {
        public List<string> Begun { get; } = [];

        public override void Begin(string step, long total) => Begun.Add(step);
    }

    private sealed class StopIn(string step) : Core.Progress.StepProgress
    {
        public override void Begin(string name, long total)
        {
            if (name == step) throw new OperationCanceledException();
        }
    }
}
