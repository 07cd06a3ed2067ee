namespace GpuCqa.Service.Tests.Doors;

/// <summary>A clock that stands until it is told to go on.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    public void Pass(TimeSpan time) => now += time.Ticks;
}
