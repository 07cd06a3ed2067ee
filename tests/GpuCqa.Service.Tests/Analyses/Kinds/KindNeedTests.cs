using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Analyses.Kinds;
using Xunit;

namespace GpuCqa.Service.Tests.Analyses.Kinds;

public class KindNeedTests
{
    private const long Gibi = 1L << 30;

    private static readonly DeviceInfo Device = new("cuda:0", "a device", 0, 1);

    // 5 million cells of 4,000 genes each: 160 GB of counts.
    private static readonly CohortSize Large = CohortSize.Even(5_000_000, 30_000, 20_000_000_000, 1, CellStore.BlockCells, isDense: false);

    private static readonly CohortSize Small = CohortSize.Even(2_700, 13_714, 2_282_976, 1, CellStore.BlockCells, isDense: false);

    [Fact]
    public void Host_OfCellsBeyondMemory_IsNotTheirSize()
    {
        Assert.InRange(KindNeed.Normalize(Large, null).HostBytes, 1, 3 * Gibi);
        Assert.InRange(KindNeed.Components(Large, new ComponentParameters(), Device, null).HostBytes, 4 * Gibi, 10 * Gibi);
        Assert.InRange(KindNeed.Neighbors(Large, 50, 20, Device, null).HostBytes, 3 * Gibi, 5 * Gibi);
        Assert.InRange(KindNeed.Correlations(Large, 30_000, 30_000, null).HostBytes, 3 * Gibi, 8 * Gibi);
    }

    [Fact]
    public void Host_OfAFewCells_IsSmall()
    {
        Assert.InRange(KindNeed.Components(Small, new ComponentParameters(), Device, null).HostBytes, 200L << 20, 600L << 20);
        Assert.InRange(KindNeed.Normalize(Small, null).HostBytes, 64L << 20, 400L << 20);
    }

    [Fact]
    public void Device_InHostMemory_IsNothing_AndTooSmall_IsRefused()
    {
        Assert.Equal(0, KindNeed.Components(Small, new ComponentParameters(), Device, null).DeviceBytes);
        Assert.InRange(KindNeed.Components(Small, new ComponentParameters(), Device, 8 * Gibi).DeviceBytes, 1, 8 * Gibi);
        Assert.Throws<DeviceMemoryException>(() => KindNeed.Components(Small, new ComponentParameters(), Device, 1 << 20));
    }

    [Fact]
    public void Lots_NeedTheirOpenBlocksAndSums()
    {
        CohortSize lots = CohortSize.Even(44_000, 20_000, 200_000_000, 11, CellStore.BlockCells, isDense: false);
        JobNeed need = KindNeed.Lots(lots, 20_000, medians: false, null);
        Assert.InRange(need.HostBytes, 100L << 20, 2 * Gibi);
        Assert.Equal(0, need.DeviceBytes);
        Assert.InRange(KindNeed.Lots(lots, 20_000, medians: true, null).HostBytes, 2 * Gibi, 6 * Gibi);
    }
}
