using System.Threading.Channels;
using GpuCqa.Api.Health;

namespace GpuCqa.Service.Health;

/// <summary>Whether each service takes calls; the empty name stands for the whole server.</summary>
public sealed class HealthStates
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HealthCheckResponse.Types.ServingStatus> states = new(StringComparer.Ordinal);
    private readonly List<Channel<bool>> watchers = [];

    /// <summary>Sets the state of the services; those that are watched are told.</summary>
    public void Set(IEnumerable<string> services, HealthCheckResponse.Types.ServingStatus status)
    {
        lock (gate)
        {
            foreach (string service in services) states[service] = status;
            foreach (Channel<bool> watcher in watchers) watcher.Writer.TryWrite(true);
        }
    }

    /// <summary>State of a service, or null.</summary>
    public HealthCheckResponse.Types.ServingStatus? Find(string service)
    {
        lock (gate) return states.TryGetValue(service, out HealthCheckResponse.Types.ServingStatus status) ? status : null;
    }

    /// <summary>A signal at every change; several changes may give one. Dispose of it to end.</summary>
    public HealthWatch Watch()
    {
        // One pending signal is enough: whoever wakes reads the state as it is then.
        Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        lock (gate) watchers.Add(changes);
        return new HealthWatch(changes.Reader, () =>
        {
            lock (gate) watchers.Remove(changes);
        });
    }
}
