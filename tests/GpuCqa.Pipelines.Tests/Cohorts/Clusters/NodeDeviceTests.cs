using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Cohorts.Executors;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Cohorts.Clusters;

/// <summary>Shards to the devices of one machine.</summary>
public class NodeDeviceTests
{
    [Fact]
    public void Family_StandsForItsDevices()
    {
        string[] present = ["cuda:0", "cuda:1", "opencl:0", "cpu", "cpu:reference"];
        Assert.Equal(["cuda:0", "cuda:1"], NodeDevices.Of("cuda:all", () => present));
        Assert.Equal(["opencl:0"], NodeDevices.Of("opencl:all", () => present));
        Assert.Equal(["auto"], NodeDevices.Of("auto", () => throw new InvalidOperationException()));
        Assert.Contains("cuda:N", Assert.Throws<DeviceUnavailableException>(() => NodeDevices.Of("cuda:all", () => present[2..])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_GoToFreeDevices_OneAtATimeEach()
    {
        using var work = new FakedWork(shards: 9);
        // The first device is held up by its first shard until the others are done with the rest. A device that two tasks had at once would end with 70: its folder 'busy' is there.
        work.Before("if [ \"$phase/$device\" = moments/cuda:0 ]; then while [ $(ls \"$work/moments\" 2>/dev/null | wc -l) -lt 8 ]; do sleep 0.02; done; fi");
        Assert.True(new LocalExecutor(1, ["cuda:0", "cuda:1", "cuda:2"]).Submit(work.Submission, new StepProgress(), CancellationToken.None));
        var taken = work.Started.Where(s => s.Contains("--phase moments --shard", StringComparison.Ordinal)).CountBy(s => s.Split("--device ")[1].Split(' ')[0]).ToDictionary();
        Assert.Equal((1, 8), (taken["cuda:0"], taken["cuda:1"] + taken["cuda:2"]));
        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"{i}"), work.Started.Where(s => s.Contains("--phase moments --shard", StringComparison.Ordinal)).Select(s => s.Split("--shard ")[1].Split(' ')[0]).Order(StringComparer.Ordinal));
    }
}
