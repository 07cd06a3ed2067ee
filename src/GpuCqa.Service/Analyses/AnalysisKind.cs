using GpuCqa.Api.V1;
using GpuCqa.Compute;

namespace GpuCqa.Service.Analyses;

/// <summary>One kind of analysis: one message of <see cref="AnalysisSpec"/>, one handler.</summary>
public abstract class AnalysisKind
{
    /// <summary>The message that it handles.</summary>
    public abstract AnalysisSpec.KindOneofCase Case { get; }

    /// <summary>The specification as it is kept: names what may change or be deleted while the analysis waits so that it is found again. Asked once, before the check; by default there is no such thing.</summary>
    public virtual AnalysisSpec Settle(string project, AnalysisSpec spec) => spec;

    /// <summary>Checks all that can be checked without reading cells.</summary>
    /// <returns>The uids of what the analysis reads: datasets and references, which cannot be deleted until it is terminal, and cohorts, of which a copy is kept until then.</returns>
    /// <exception cref="Core.Errors.GpuCqaException">Something is wrong; names the field.</exception>
    public abstract IReadOnlyList<string> Check(string project, AnalysisSpec spec);

    /// <summary>What the analysis will need, from the headers of its files; asked once, before it is admitted.</summary>
    /// <param name="project">Project.</param>
    /// <param name="spec">What to compute.</param>
    /// <param name="device">Where.</param>
    /// <param name="deviceFreeBytes">Free memory of the device, or null where it computes in host memory.</param>
    /// <param name="cancellation">Stops between files.</param>
    public abstract JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation);

    /// <summary>What the analysis would need and do, for a caller who only asks; by default the memory alone.</summary>
    /// <inheritdoc cref="Plan"/>
    /// <exception cref="Core.Errors.DeviceMemoryException">The device's memory is too small, and there is no more to say.</exception>
    public virtual AnalysisPlan Describe(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        JobNeed need = Plan(project, spec, device, deviceFreeBytes, cancellation);
        return new AnalysisPlan { HostPeakBytes = need.HostBytes, DevicePeakBytes = need.DeviceBytes, Fits = true };
    }

    /// <summary>Computes, and writes everything through the run's output. Called on a thread of its own; stops within a block when the run is cancelled.</summary>
    public abstract void Run(AnalysisRun run);
}
