namespace GpuCqa.Compute.Tests.Conformance;

public sealed class CpuConformance() : ComputeDeviceConformance(threads => new CpuDevice(threads));

public sealed class CpuScalarConformance() : ComputeDeviceConformance(threads => new CpuDevice(threads, VectorWidth.Scalar));

public sealed class Cpu128Conformance() : ComputeDeviceConformance(threads => new CpuDevice(threads, VectorWidth.Bits128));

public sealed class Cpu256Conformance() : ComputeDeviceConformance(threads => new CpuDevice(threads, VectorWidth.Bits256));

public sealed class Cpu512Conformance() : ComputeDeviceConformance(threads => new CpuDevice(threads, VectorWidth.Bits512));
