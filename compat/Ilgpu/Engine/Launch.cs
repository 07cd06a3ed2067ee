using ILGPU;

namespace IlgpuStandin.Engine;

/// <summary>A kernel with its configuration and arguments.</summary>
internal sealed record Launch(string Kernel, KernelScan Scan, KernelConfig Config, int WarpSize, Action Body, object[] Arguments);
