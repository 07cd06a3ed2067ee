namespace GpuCqa.Client.Tests.Fakes;

/// <summary>Keeps what was reported, at once and in order.</summary>
public sealed class Seen<T>(Action<T>? then = null) : IProgress<T>
{
    private readonly Lock gate = new();
    private readonly List<T> items = [];

    public IReadOnlyList<T> Items
    {
        get
        {
            lock (gate) return [.. items];
        }
    }

    public void Report(T value)
    {
        lock (gate) items.Add(value);
        then?.Invoke(value);
    }
}
