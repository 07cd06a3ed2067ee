namespace GpuCqa.Compute.Gpu;

/// <summary>Marks a method that is compiled for a device.</summary>
[AttributeUsage(AttributeTargets.Method)] internal sealed class KernelAttribute : Attribute;
