using GpuCqa.Analysis.Planning;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Memory plans of discoveries as messages.</summary>
internal static class DiscoveryPlans
{
    /// <summary>The message.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="design">What the design can show at best, in a sentence.</param>
    public static DiscoveryPlan Of(MemoryPlan plan, string design) => new()
    {
        Design = design,
        Lots = plan.Size.Lots,
        Cells = plan.Size.Cells,
        Genes = plan.Size.Genes,
        NonZeros = plan.Size.NonZeros,
        LargestBlockNonZeros = plan.Size.LargestBlock,
        Dense = plan.Size.IsDense,
        BlockCells = plan.BlockCells,
        Resident = plan.Travel.Resident,
        BlocksAhead = plan.Travel.Ahead,
        GenesPerBlock = plan.Travel.GenesPerBlock,
        Stripes = plan.Travel.Stripes,
        DeviceNeededBytes = plan.DeviceNeededBytes,
        Steps = { plan.Steps.Select(s => new PlannedStep { Step = s.Step, HostBytes = s.HostBytes, DeviceBytes = s.DeviceBytes, Sweeps = s.Sweeps }) },
    };
}
