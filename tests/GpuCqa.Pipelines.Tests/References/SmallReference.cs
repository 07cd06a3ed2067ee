using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.References;

/// <summary>Discoveries of the small cohort.</summary>
internal static class SmallReference
{
    public static DiscoverParameters Parameters { get; } = new() { Readouts = ["vegf"], Resolutions = [0.4, 1], LayoutEpochs = 5, Components = 12, Dimensions = 8 };

    public static DiscoveryResult Discover(DiscoverParameters? parameters = null, int threads = 1)
    {
        using var cohort = new SmallCohort();
        using ComputeDevice device = ComputeDevices.Open("cpu", threads);
        return new DiscoveryPipeline(CohortSheet.Read(cohort.Sheet), parameters ?? Parameters, null, new CellFileOptions()).Run(device, StepProgress.None, CancellationToken.None);
    }
}
