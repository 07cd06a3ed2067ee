namespace GpuCqa.Core.Errors;

/// <summary>The compute device has too little memory for the job.</summary>
public sealed class DeviceMemoryException : GpuCqaException
{
    /// <summary>Says what was found, where, and what to do.</summary>
    public DeviceMemoryException(string message, Exception? inner = null) : base(ErrorReason.DeviceMemory, message, inner) { }
}
