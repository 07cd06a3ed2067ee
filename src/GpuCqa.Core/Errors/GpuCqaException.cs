namespace GpuCqa.Core.Errors;

/// <summary>An error that the user can act on: its message says what is wrong, where, and what to do.</summary>
public abstract class GpuCqaException : Exception
{
    private protected GpuCqaException(ErrorReason reason, string message, Exception? inner = null) : base(OneLine(message), inner) => Reason = reason;

    /// <summary>The row of <see cref="ErrorTable"/> that this error belongs to.</summary>
    public ErrorReason Reason { get; }

    /// <summary>A message quotes what a file holds, which may be line ends; an error is one line all the same.</summary>
    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
