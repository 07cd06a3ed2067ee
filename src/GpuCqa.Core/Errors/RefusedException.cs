namespace GpuCqa.Core.Errors;

/// <summary>A request that the service refuses for a reason that only a service has.</summary>
public sealed class RefusedException : GpuCqaException
{
    /// <summary>Says why, what was found, and what to do.</summary>
    /// <param name="reason">The row of <see cref="ErrorTable"/>.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="retryAfter">When the same request may succeed; null = not without a change.</param>
    public RefusedException(ErrorReason reason, string message, TimeSpan? retryAfter = null) : base(reason, message) => RetryAfter = retryAfter;

    /// <summary>When the same request may succeed, or null.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The limit that was reached, or null.</summary>
    public ReachedLimit? Limit { get; init; }
}
