namespace GpuCqa.Core.Errors;

/// <summary>The request is well formed, but the state or the design forbids it.</summary>
public sealed class PreconditionException : GpuCqaException
{
    /// <summary>Says what was found, where, and what to do.</summary>
    public PreconditionException(string message, Exception? inner = null) : base(ErrorReason.Precondition, message, inner) { }
}
