namespace GpuCqa.Compute.Gpu;

/// <summary>Marks an operation that a GPU device runs on the CPU device of its process; it is counted, and not listed among the kernels.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HostOperationAttribute : Attribute;
