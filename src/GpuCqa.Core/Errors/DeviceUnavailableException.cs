namespace GpuCqa.Core.Errors;

/// <summary>The requested compute device cannot be had.</summary>
public sealed class DeviceUnavailableException : GpuCqaException
{
    /// <summary>Says what was found, where, and what to do.</summary>
    public DeviceUnavailableException(string message, Exception? inner = null) : base(ErrorReason.DeviceUnavailable, message, inner) { }
}
