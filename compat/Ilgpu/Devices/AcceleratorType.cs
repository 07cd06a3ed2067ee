namespace ILGPU.Runtime;

/// <summary>The kinds of accelerator.</summary>
public enum AcceleratorType
{
    CPU,
    Cuda,
    OpenCL,
}
