using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Compute.Tests.Devices;

public class ComputeDevicesTests
{
    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("cpu:reference", "cpu:reference")]
    [InlineData("auto", "cpu")]
    public void Open_AName_GivesThatDevice(string name, string kind)
    {
        using ComputeDevice device = ComputeDevices.Open(name);
        Assert.Equal(kind, device.Info.Kind);
    }

    [Fact]
    public void Open_Auto_SaysWhatAndWhy()
    {
        using ComputeDevice device = ComputeDevices.Open("auto");
        Assert.Contains("auto chose cpu", device.Info.Choice, StringComparison.Ordinal);
        Assert.Contains("no GPU engine", device.Info.Choice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda:0")]
    [InlineData("opencl:1")]
    public void Open_AnEngineThatIsNotBuiltIn_IsUnavailable(string name)
    {
        var error = Assert.Throws<DeviceUnavailableException>(() => ComputeDevices.Open(name));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda")]
    [InlineData("cuda:")]
    [InlineData("cuda:x")]
    [InlineData("cpu:fast")]
    [InlineData("")]
    public void Open_AMalformedName_IsAnInvalidParameter(string name) => Assert.Throws<InvalidParameterException>(() => ComputeDevices.Open(name));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Open_NoThreads_IsAnInvalidParameter(int threads) => Assert.Throws<InvalidParameterException>(() => ComputeDevices.Open("cpu", threads));

    [Fact]
    public void Open_Threads_AreTaken()
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 3);
        Assert.Equal(3, device.Info.Threads);
    }

    [Fact]
    public void Open_AutoWithARegisteredEngine_TakesItWhenItHasADevice()
    {
        var info = new DeviceInfo("cuda:0", "a GPU", 0, 1);
        DeviceOpener Engine(params DeviceInfo[] found) => new("cuda", 10, () => found, (name, _) => new EngineDevice(info with { Kind = name }));
        using ComputeDevice chosen = ComputeDevices.Open("auto", null, [.. ComputeDevices.BuiltIn, Engine(info)]);
        Assert.Equal("cuda:0", chosen.Info.Kind);
        using ComputeDevice fallback = ComputeDevices.Open("auto", null, [.. ComputeDevices.BuiltIn, Engine()]);
        Assert.Equal("cpu", fallback.Info.Kind);
        Assert.Contains("no cuda device on this machine", fallback.Info.Choice, StringComparison.Ordinal);
        Assert.Equal(["cuda:0", "cpu", "cpu:reference"], ComputeDevices.List([.. ComputeDevices.BuiltIn, Engine(info)]).Select(d => d.Kind));
    }

    private sealed class EngineDevice(DeviceInfo info) : ComputeDevice(info);
}
