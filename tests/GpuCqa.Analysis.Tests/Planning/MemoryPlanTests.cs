using GpuCqa.Analysis.Planning;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using Xunit;

namespace GpuCqa.Analysis.Tests.Planning;

public class MemoryPlanTests
{
    private const int BlockCells = 8192;

    private static readonly DiscoverParameters Parameters = new() { Readouts = ["potency"] };

    // A million cells, 20,000 genes, a tenth dense: 16 GB of counts.
    private static readonly CohortSize Large = CohortSize.Even(1_000_000, 20_000, 2_000_000_000, 11, BlockCells, false);

    [Fact]
    public void Of_HostMemory_KeepsCountsPackedAndNeedsNoDevice()
    {
        MemoryPlan plan = MemoryPlan.Of(Large, Parameters, BlockCells, null);
        Assert.Equal(new BlockTravel(false, 0, 20_000, 32), plan.Travel);
        Assert.Equal((0L, 0L), (plan.DevicePeakBytes, plan.DeviceNeededBytes));
        Assert.True(plan.Fits);
        Assert.InRange(plan.HeldBytes, Large.NonZeros, 2 * Large.NonZeros);
        Assert.InRange(plan.HostPeakBytes, plan.HeldBytes, 8 * Large.NonZeros);
        Assert.Equal(0, plan.ScratchBytes);
        Assert.Equal(123, plan.Blocks);
    }

    [Fact]
    public void Of_HostLimit_LeavesToScratchWhatDoesNotFit()
    {
        MemoryPlan free = MemoryPlan.Of(Large, Parameters, BlockCells, null);
        var limits = new long[] { long.MaxValue, free.HostPeakBytes, free.HostPeakBytes - (free.HeldBytes / 2), free.HostPeakBytes - free.HeldBytes, 1_000_000 };
        MemoryPlan[] plans = [.. limits.Select(l => MemoryPlan.Of(Large, Parameters, BlockCells, null, l))];
        Assert.All(plans, p => Assert.Equal(free.Travel, p.Travel));
        Assert.All(plans.Zip(plans.Skip(1)), p => Assert.True(p.Second.HeldBytes <= p.First.HeldBytes));
        Assert.All(plans, p => Assert.Equal(p.HeldBytes < free.HeldBytes, p.ScratchBytes > 0));
        // What lies in scratch space is not in memory, and what is nowhere does not exist.
        Assert.All(plans.Where(p => p.ScratchBytes > 0), p => Assert.InRange(p.ScratchBytes, free.HeldBytes - p.HeldBytes, free.HeldBytes - p.HeldBytes + (1L << 30)));
        Assert.All(plans[..3], p => p.RequireHost());
        var error = Assert.Throws<PreconditionException>(plans[^1].RequireHost);
        long megabytes = (plans[^1].HostPeakBytes + 999_999) / 1_000_000;
        Assert.Contains($"need {megabytes} MB", error.Message, StringComparison.Ordinal);
        // Who allows what the message asks for is not refused again.
        MemoryPlan.Of(Large, Parameters, BlockCells, null, megabytes * 1_000_000).RequireHost();
    }

    [Fact]
    public void Of_Stability_IsAStepOfItsOwn_AndTakesDisk()
    {
        CohortSize size = CohortSize.Even(50_000, 20_000, 65_000_000, 11, BlockCells, false);
        DiscoverParameters asked = Parameters with { StabilitySubsamples = 50, StabilitySeeds = 20 };
        MemoryPlan plain = MemoryPlan.Of(size, Parameters, BlockCells, null), plan = MemoryPlan.Of(size, asked, BlockCells, null);
        StepMemory step = Assert.Single(plan.Steps, s => s.Step == "stability");
        Assert.Equal(plain.Steps, plan.Steps.Where(s => s != step));
        Assert.Equal(plan.HostPeakBytes, Math.Max(plain.HostPeakBytes, step.HostBytes));
        Assert.Equal(55, step.Sweeps);
        // Labels of 20 seeds at 4 resolutions, and the lists of neighbours.
        Assert.InRange(StepDisk.BytesOf(size, asked) - StepDisk.BytesOf(size, Parameters), 4L * 50_000 * (80 + 35), 4L * 50_000 * (80 + 60));
    }

    [Theory]
    [InlineData(80, true, 1)]
    [InlineData(16, false, 1)]
    public void Of_DeviceMemory_DecidesWhatStays(int gigabytes, bool resident, int ahead)
    {
        MemoryPlan plan = MemoryPlan.Of(Large, Parameters, BlockCells, gigabytes * 1_000_000_000L);
        Assert.Equal((resident, ahead, 20_000), (plan.Travel.Resident, plan.Travel.Ahead, plan.Travel.GenesPerBlock));
        Assert.InRange(plan.DevicePeakBytes, 1, (long)(MemoryPlan.UsableShare * gigabytes * 1e9));
    }

    // Less memory never needs more, and every plan that says it fits keeps within the usable share.
    [Fact]
    public void Of_ShrinkingMemory_ShrinksBlocksUntilItSaysWhatItNeeds()
    {
        CohortSize size = CohortSize.Even(100_000, 20_000, 200_000_000, 11, BlockCells, false);
        DiscoverParameters few = Parameters with { VariableGenes = 200 };
        var seen = new List<BlockTravel>();
        long needed = MemoryPlan.Of(size, few, BlockCells, 1).DeviceNeededBytes;
        for (long free = 8_000_000_000; free > needed; free = free * 3 / 4)
        {
            MemoryPlan plan = MemoryPlan.Of(size, few, BlockCells, free);
            Assert.True(plan.Fits);
            Assert.InRange(plan.DevicePeakBytes, 1, (long)(MemoryPlan.UsableShare * free) + 1);
            if (seen.Count == 0 || seen[^1] != plan.Travel) seen.Add(plan.Travel);
        }

        Assert.True(seen[0].Resident);
        Assert.False(seen[^1].Resident);
        MemoryPlan small = MemoryPlan.Of(size, few, BlockCells, needed - 1_000_000);
        Assert.False(small.Fits);
        var error = Assert.Throws<DeviceMemoryException>(() => small.Require("cuda:0"));
        Assert.Contains("cuda:0", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{needed / 1e6:0} MB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WideCellsAndFewVariableGenes_NarrowsBlocks()
    {
        // Few cells, so that only the sweeps need memory: 8,192 cells with 10,000 of 30,000 genes each are 655 MB.
        var size = new CohortSize(8192, 30_000, 81_920_000, 11, 81_920_000, false);
        MemoryPlan plan = MemoryPlan.Of(size, Parameters with { VariableGenes = 500, Components = 20, Dimensions = 20 }, BlockCells, 800_000_000);
        Assert.True(plan.Fits);
        Assert.InRange(plan.Travel.GenesPerBlock, 500, 29_999);
    }

    [Fact]
    public void Of_NoCells_HasNoBlocks() => Assert.Equal(0, MemoryPlan.Of(CohortSize.Even(0, 10, 0, 2, BlockCells, false), Parameters, BlockCells, 1 << 30).Blocks);
}
