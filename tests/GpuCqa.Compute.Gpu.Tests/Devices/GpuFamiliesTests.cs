using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Devices;

public class GpuFamiliesTests
{
    private static readonly IReadOnlyList<DeviceOpener> Openers = [.. ComputeDevices.BuiltIn, .. GpuFamilies.All];

    [Theory]
    [InlineData("cuda")]
    [InlineData("opencl")]
    public void Open_NoSuchDevice_IsUnavailableAndSaysWhatToDo(string family)
    {
        int present = Openers.Single(o => o.Family == family).List().Count;
        string name = $"{family}:{present}";
        var error = Assert.Throws<DeviceUnavailableException>(() => ComputeDevices.Open(name, null, Openers));
        Assert.Equal(75, ErrorTable.ExitCode(error.Reason));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("gpucqa devices", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Auto_NeverTakesTheSimulator()
    {
        using ComputeDevice device = ComputeDevices.Open("auto", null, Openers);
        Assert.DoesNotContain("simulator", device.Info.Kind, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Simulator_NamesTheReferencedIlgpu()
    {
        using ComputeDevice device = ComputeDevices.Open("simulator:0", 1, Openers);
        Assert.Equal(GpuFamilies.Packages, device.Info.Packages);
        Version referenced = typeof(ILGPU.Context).Assembly.GetName().Version!;
        Assert.Equal($"ILGPU {referenced.ToString(3)}", device.Info.Packages);
    }
}
