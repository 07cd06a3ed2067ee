using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GpuCqa.Compute.Gpu.Tests.Support;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Layout;

public class LayoutTests
{
    private static readonly LayoutForces Forces = new(0.9921756, 1.1122534, 30, 5, 1, LayoutOptimizer.Adam, 5);

    [Fact]
    public void LayoutEpochs_DevicesOfAnyShape_OneHash() => Assert.Single(DeviceShapes.Results(device =>
    {
        using DeviceCsr<uint> ring = device.Upload(Ring(300));
        using DeviceMatrix<float> start = device.Upload(Start(300)), end = device.LayoutEpochs(ring, Forces, 1, 3, start);
        Assert.Empty(device.HostOperations);
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(device.Download(end).Values)));
    }).Distinct());

    [Fact]
    public void LayoutEpochs_NoEpoch_IsACopyOfTheState()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator();
        using DeviceCsr<uint> ring = device.Upload(Ring(20));
        DeviceMatrix<float> start = device.Upload(Start(20));
        using DeviceMatrix<float> end = device.LayoutEpochs(ring, Forces, 31, 0, start);
        start.Dispose();
        device.Allocate<float>(120).Dispose();
        Assert.Equal(Start(20).Values, device.Download(end).Values);
    }

    private static CsrMatrix<uint> Ring(int cells)
    {
        long[] offsets = [.. Enumerable.Range(0, cells + 1).Select(i => 2L * i)];
        int[] others = [.. Enumerable.Range(0, cells).SelectMany(i => new[] { (i + 1) % cells, (i + cells - 1) % cells }.Order())];
        return new CsrMatrix<uint>(cells, cells, offsets, others, [.. others.Select((_, e) => LayoutForces.EveryEpoch >> (e % 3))]);
    }

    private static DenseMatrix<float> Start(int cells) =>
        new(cells, ComputeDevice.LayoutStateColumns, [.. TestMatrices.Points(cells, ComputeDevice.LayoutStateColumns, 51).Values.Select((x, i) => i % 6 < 2 ? 10 * x : i % 6 < 4 ? 0 : x * x)]);
}
