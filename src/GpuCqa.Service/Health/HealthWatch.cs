using System.Threading.Channels;

namespace GpuCqa.Service.Health;

/// <summary>Signals of changes of <see cref="HealthStates"/>.</summary>
public sealed class HealthWatch(ChannelReader<bool> changes, Action end) : IDisposable
{
    /// <summary>Waits for a change after the last one seen.</summary>
    public ValueTask<bool> NextAsync(CancellationToken cancellation) => changes.ReadAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose() => end();
}
