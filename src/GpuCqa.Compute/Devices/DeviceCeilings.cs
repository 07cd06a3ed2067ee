namespace GpuCqa.Compute;

/// <summary>What a device was measured to do at most: the yardsticks of a benchmark.</summary>
/// <param name="CopyBytesPerSecond">A large copy within the device's memory, bytes read plus bytes written.</param>
/// <param name="Gemm32">Floating-point operations a second of a large float32 product, or null where the device has none.</param>
/// <param name="Gemm64">Floating-point operations a second of a large float64 product.</param>
/// <param name="GemmBy">Who did the products ("cuBLAS 13.0", "own kernels").</param>
public sealed record DeviceCeilings(double CopyBytesPerSecond, double? Gemm32, double Gemm64, string GemmBy);
