namespace GpuCqa.Core.Errors;

/// <summary>An error that the user can act on: its message says what is wrong, where, and what to do.</summary>
public abstract class GpuCqaException : Exception
{
    private protected GpuCqaException(ErrorReason reason, string message, Exception? inner = null) : base(message, inner) => Reason = reason;

    /// <summary>The row of <see cref="ErrorTable"/> that this error belongs to.</summary>
    public ErrorReason Reason { get; }
}
