using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace GpuCqa.Compat.Ilgpu.Tests.Support;

/// <summary>A context with one CPU accelerator of a given shape.</summary>
public sealed class Machine : IDisposable
{
    private readonly Context context;

    public Machine(int warpSize = 32, int warps = 8)
    {
        context = Context.Create(builder => builder.CPU(new CPUDevice(warpSize, warps, 1)).EnableAlgorithms().Optimize(OptimizationLevel.O2));
        Accelerator = context.GetCPUDevice(0).CreateAccelerator(context);
    }

    public Accelerator Accelerator { get; }

    public void Dispose()
    {
        Accelerator.Dispose();
        context.Dispose();
    }
}
