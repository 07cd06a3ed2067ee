namespace ILGPU.Runtime.Cuda;

/// <summary>Compute capability of a CUDA device.</summary>
public readonly struct CudaArchitecture
{
    public CudaArchitecture(int major, int minor)
    {
        Major = major;
        Minor = minor;
    }

    public int Major { get; }

    public int Minor { get; }
}
