namespace GpuCqa.Client.Connections;

/// <summary>How calls that may be repeated are: the delay doubles from the first to the longest, with jitter, unless the service says when to come back.</summary>
public sealed record RetryOptions
{
    /// <summary>Delay after the first failure.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest delay of our own choice; a delay that the service asks for is kept as it is.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time without any success after which a failure is final; zero never repeats a call.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same before the service has answered anything: an address that is wrong should not take long to show.</summary>
    public TimeSpan FirstPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Told once at the first failure of a row, before the wait; on any thread.</summary>
    public Action<Exception>? Waiting { get; init; }
}
