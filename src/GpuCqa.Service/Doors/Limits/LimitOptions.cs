using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Doors.Limits;

/// <summary>Section GpuCqa:Doors:Limits: how much of the service one caller or one project may take.</summary>
public sealed class LimitOptions
{
    /// <summary>Calls a second of one caller, in the long run.</summary>
    public double CallsPerSecond { get; set; } = 1000;

    /// <summary>Calls of one caller at once, after a rest.</summary>
    public int CallBurst { get; set; } = 5000;

    /// <summary>Streams of one caller that are open at once.</summary>
    public int StreamsPerCaller { get; set; } = 256;

    /// <summary>Refused credentials a minute of one address that are answered and logged one by one.</summary>
    public int FailuresPerMinute { get; set; } = 60;

    /// <summary>Stored bytes of a project, datasets and announced uploads together.</summary>
    public long ProjectBytes { get; set; } = 16L << 40;

    /// <summary>Stored bytes of projects that have a limit of their own.</summary>
    public IDictionary<string, long> BytesOf { get; set; } = new Dictionary<string, long>();

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="InvalidParameterException">Names the key.</exception>
    public void Check()
    {
        Above(nameof(CallsPerSecond), CallsPerSecond, 0.001);
        Above(nameof(CallBurst), CallBurst, 1);
        Above(nameof(StreamsPerCaller), StreamsPerCaller, 1);
        Above(nameof(FailuresPerMinute), FailuresPerMinute, 1);
        Above(nameof(ProjectBytes), ProjectBytes, 0);
        foreach ((string project, long bytes) in BytesOf) Above($"{nameof(BytesOf)}:{project}", bytes, 0);
    }

    private static void Above(string key, double value, double low)
    {
        if (!(value >= low)) throw new InvalidParameterException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"GpuCqa:Doors:Limits:{key} is {value}; expected at least {low}."));
    }
}
