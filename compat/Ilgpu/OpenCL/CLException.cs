namespace ILGPU.Runtime.OpenCL;

/// <summary>An error of the OpenCL driver. The stand-in never raises it.</summary>
public sealed class CLException : AcceleratorException
{
    public CLException() { }

    public CLException(CLError errorCode)
        : base(errorCode.ToString()) => Error = errorCode;

    public CLException(string message)
        : base(message)
    {
    }

    public CLException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public CLError Error { get; }

    public override AcceleratorType AcceleratorType => AcceleratorType.OpenCL;
}
