namespace ILGPU.Runtime.Cuda;

/// <summary>Version of the CUDA driver.</summary>
public readonly struct CudaDriverVersion
{
    private CudaDriverVersion(int value) => Value = value;

    public int Value { get; }

    public int Major => Value / 1000;

    public int Minor => Value % 1000 / 10;

    public static CudaDriverVersion FromValue(int value) => new(value);
}
