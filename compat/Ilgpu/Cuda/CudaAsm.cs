using IlgpuStandin.Engine;

namespace ILGPU.Runtime.Cuda;

/// <summary>Inline PTX, which no CPU runs: kernels ask <see cref="IsSupported"/> and keep a second path.</summary>
public static partial class CudaAsm
{
    public static bool IsSupported => Accelerator.CurrentType == AcceleratorType.Cuda;

    public static void Emit(string asm) => throw Refused();

    private static NotSupportedException Refused() => new($"{Lane.Describe()}: inline PTX runs on CUDA devices only.");
}
