namespace GpuCqa.Core.Errors;

/// <summary>A named column, lot or result does not exist.</summary>
public sealed class NotFoundException : GpuCqaException
{
    /// <summary>Says what was found, where, and what to do.</summary>
    public NotFoundException(string message, Exception? inner = null) : base(ErrorReason.NotFound, message, inner) { }
}
