using System.Security.Cryptography;
using GpuCqa.Compute.Gpu.Tests.Support;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Permutation;

public class PermutationTests
{
    [Fact]
    public void PermutationMaxT_DevicesOfAnyShape_OneHash() =>
        GiveOneHash(d => Numbers(d.PermutationMaxT(Family(8, [[120, 90, 90, 4], [100, 80, 80, 9]]), PermutationPlan.Exact(8), 5, 1)));

    [Fact]
    public void PermutationMaxT_ThresholdsThatFall_NeverRunOnTheHost()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator();
        device.PermutationMaxT(Family(6, [[60, 50, 50, 3], [40, 30, 30, 1]]), PermutationPlan.Exact(6), 0, 1);
        Assert.Empty(device.HostOperations);
        device.PermutationMaxT(Family(6, [[60, 50, 50, 3], [40, 30, 31, 1]]), PermutationPlan.Exact(6), 0, 1);
        Assert.Equal(1, device.HostOperations["PermutationMaxT"]);
    }

    [Fact]
    public void PermutationMaxT_StatisticsBeyondTheCountersRange_RunOnTheHostWithTheSameCounts()
    {
        int[] large = [-40_000, -3, 3, 40_000];
        var family = new PermutationFamily([large, [-3, -1, 1, 3]], [large], [0, 0], [0, 0], [[int.MaxValue, 120_000]]);
        PermutationPlan plan = PermutationPlan.Exact(4);
        using ComputeDevice device = GpuFamilies.OpenSimulator();
        using var reference = new ReferenceDevice();
        Assert.Equal(Numbers(reference.PermutationMaxT(family, plan, 0, 1)), Numbers(device.PermutationMaxT(family, plan, 0, 1)));
        Assert.Equal(1, device.HostOperations["PermutationMaxT"]);
    }

    private static PermutationFamily Family(int lots, long[][] thresholds)
    {
        int[] plain = [.. Enumerable.Range(0, lots).Select(i => (2 * i) - lots + 1)];
        int[] tied = [.. plain.Select(x => x / 4 * 4)];
        return new PermutationFamily([plain, tied, [.. plain.Reverse()], [.. tied.Select(x => -x)]], [plain, tied], [0, 1, 1, 0], [0, thresholds.Length - 1, 0, 0], thresholds);
    }

    private static IEnumerable<double> Numbers(PermutationCounts counts) => [counts.Orders, .. counts.Raw, .. counts.SingleStep, .. counts.StepDown];

    private static void GiveOneHash(Func<ComputeDevice, IEnumerable<double>> run) => Assert.Single(DeviceShapes.Results(device =>
    {
        string hash = Convert.ToHexString(SHA256.HashData(run(device).SelectMany(BitConverter.GetBytes).ToArray()));
        Assert.Empty(device.HostOperations);
        return hash;
    }).Distinct());
}
