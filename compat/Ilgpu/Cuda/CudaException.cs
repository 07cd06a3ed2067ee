namespace ILGPU.Runtime.Cuda;

/// <summary>An error of the CUDA driver. The stand-in never raises it.</summary>
public sealed class CudaException : AcceleratorException
{
    public CudaException() { }

    public CudaException(string message)
        : base(message)
    {
    }

    public CudaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public string Error { get; } = "N/A";

    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
}
