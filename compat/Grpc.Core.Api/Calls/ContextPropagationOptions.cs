namespace Grpc.Core;

/// <summary>What a call made inside a handler takes from the handler's own call.</summary>
public class ContextPropagationOptions
{
    /// <summary>Deadline and cancellation.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Chooses what is taken.</summary>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>Whether the deadline is.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>Whether cancellation is.</summary>
    public bool IsPropagateCancellation { get; }
}
