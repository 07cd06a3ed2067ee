namespace GpuCqa.Testing;

/// <summary>How long a test waits for what must come: it ends a test that hangs, and is no statement about speed, so that a busy machine fails nothing.</summary>
public static class Patience
{
    /// <summary>Far beyond what anything here takes.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromMinutes(3);

    /// <summary>The moment when a call that begins now has waited long enough; UTC, as gRPC takes it.</summary>
    public static DateTime Deadline => DateTime.UtcNow + Span;
}
