namespace GpuCqa.Core.Errors;

/// <summary>A parameter of the request is wrong.</summary>
public sealed class InvalidParameterException : GpuCqaException
{
    /// <summary>Says what was found, where, and what to do.</summary>
    public InvalidParameterException(string message, Exception? inner = null) : base(ErrorReason.InvalidArgument, message, inner) { }
}
