using System.Collections.Concurrent;
using GpuCqa.Compute.Tests.Conformance;

namespace GpuCqa.Compute.Gpu.Tests.Conformance;

/// <summary>The device that the environment variable GPUCQA_TEST_DEVICE names ("cuda:0", "opencl:0"); the simulator without it.</summary>
public sealed class GpuConformance() : ComputeDeviceConformance(threads => Opened.GetOrAdd(threads, Open).Value, shared: true)
{
    private static readonly ConcurrentDictionary<int, Lazy<ComputeDevice>> Opened = new();
    private static readonly string Name = Environment.GetEnvironmentVariable("GPUCQA_TEST_DEVICE") ?? "simulator:0";

    private static Lazy<ComputeDevice> Open(int threads) => new(() => ComputeDevices.Open(Name, threads, GpuFamilies.All));
}
