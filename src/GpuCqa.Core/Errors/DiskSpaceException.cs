namespace GpuCqa.Core.Errors;

/// <summary>The disk has too little room for what the job keeps on it.</summary>
public sealed class DiskSpaceException : GpuCqaException
{
    /// <summary>Says what was found, where, and what to do.</summary>
    public DiskSpaceException(string message, Exception? inner = null) : base(ErrorReason.Precondition, message, inner) { }
}
