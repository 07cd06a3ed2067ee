using System.Threading.Channels;

namespace GpuCqa.Service.Analyses;

/// <summary>Wakes who waits for a change: the scheduler, a watcher. Several wakings may give one.</summary>
public sealed class JobSignal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something changed.</summary>
    public void Set() => channel.Writer.TryWrite(true);

    /// <summary>Waits for a change.</summary>
    public async Task WaitAsync(CancellationToken cancellation) => await channel.Reader.ReadAsync(cancellation);
}
