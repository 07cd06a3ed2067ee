using GpuCqa.Compute.Tests.Conformance;

namespace GpuCqa.Compute.Gpu.Tests.Conformance;

public sealed class SimulatorConformance() : ComputeDeviceConformance(threads => GpuFamilies.OpenSimulator(threads));
