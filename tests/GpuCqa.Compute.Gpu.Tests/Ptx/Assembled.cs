namespace GpuCqa.Compute.Gpu.Tests.Ptx;

/// <summary>What the assembler says of a kernel: registers a thread, bytes of static shared memory a group, bytes of stack and of spills a thread.</summary>
internal sealed record Assembled(bool Done, string Report, int Registers, int Shared, int Stack, int Spilled);
