using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Devices;

public class MemoryTests
{
    [Fact]
    public void Upload_ThenDownload_IsTheSame()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator();
        foreach (int length in new[] { 0, 1, 1023, 4096, 10_001 })
        {
            double[] values = Enumerable.Range(0, length).Select(i => i + 0.5).ToArray();
            using DeviceBuffer<double> buffer = device.Upload(values);
            Assert.Equal(values, device.Download(buffer));
        }
    }

    [Fact]
    public void Allocate_MemoryThatWasUsed_IsZero()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator();
        device.Upload(Enumerable.Repeat(7, 5000).ToArray()).Dispose();
        using DeviceBuffer<int> buffer = device.Allocate<int>(5000);
        Assert.All(device.Download(buffer), x => Assert.Equal(0, x));
    }

    [Fact]
    public void Allocate_MoreThanTheDeviceHas_IsTypedAndNamesTheSizes()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator(memoryLimit: 1 << 20);
        var error = Assert.Throws<DeviceMemoryException>(() => device.Allocate<double>(1 << 20));
        Assert.Equal(76, ErrorTable.ExitCode(error.Reason));
        Assert.Contains("simulator:0", error.Message, StringComparison.Ordinal);
        Assert.Contains("8.4 MB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pool_FullOfKeptMemory_FreesItForAnotherSize()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator(memoryLimit: 1 << 20);
        for (int i = 1; i <= 64; i++) device.Allocate<byte>(i * 12_000).Dispose();
        using DeviceBuffer<byte> last = device.Allocate<byte>(900_000);
        Assert.Equal(900_000, last.Length);
    }

    [Fact]
    public void Buffer_UsedAfterDispose_Throws()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator();
        DeviceBuffer<int> buffer = device.Allocate<int>(3);
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.Download(buffer));
    }
}
