using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;

namespace GpuCqa.Service.References.Labels;

/// <summary>References that are in memory to label cells: as many as fit, those that were used last.</summary>
/// <param name="store">Where they lie.</param>
/// <param name="labellers">Loads them.</param>
/// <param name="options">How much memory they may take together.</param>
public sealed class LoadedReferences(ReferenceStore store, ICellLabellers labellers, ReferenceOptions options)
{
    private readonly Lock gate = new();

    // Last used last.
    private readonly LinkedList<Entry> order = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> entries = new(StringComparer.Ordinal);

    /// <summary>Bytes of what is loaded, or being loaded.</summary>
    public long Bytes
    {
        get
        {
            lock (gate) return order.Sum(e => e.Bytes);
        }
    }

    /// <summary>The hashes of what is loaded, or being loaded, last used last.</summary>
    public IReadOnlyList<string> Loaded
    {
        get
        {
            lock (gate) return [.. order.Select(e => e.Sha256)];
        }
    }

    /// <summary>A reference, loaded where it is not; whoever else wants it waits for the same loading.</summary>
    /// <exception cref="RefusedException">It is larger than all may be together.</exception>
    /// <exception cref="BadDataException">A file of it was changed.</exception>
    public async Task<ILoadedReference> Get(string sha256, CancellationToken cancellation)
    {
        Entry entry = Find(sha256);
        try
        {
            ILoadedReference loaded = await entry.Labeller.WaitAsync(cancellation);
            Settle(entry, loaded.Bytes);
            return loaded;
        }
        catch (Exception) when (entry.Labeller.IsFaulted)
        {
            // What failed is tried again by the next call.
            Drop(entry);
            throw;
        }
    }

    /// <summary>Forgets a reference; calls that use it end as they would have.</summary>
    public void Drop(string sha256)
    {
        lock (gate)
        {
            if (entries.Remove(sha256, out LinkedListNode<Entry>? node)) order.Remove(node);
        }
    }

    private Entry Find(string sha256)
    {
        lock (gate)
        {
            if (Touch(sha256) is { } known) return known;
        }

        string folder = store.PathOf(sha256);
        long bytes = labellers.Estimate(folder);
        if (bytes > options.LoadedBytes)
            throw ServiceLimit.LoadedReferences.Refusal("loaded references", string.Create(CultureInfo.InvariantCulture, $"The reference takes about {bytes} bytes of memory to label cells, and all together may have {options.LoadedBytes}. Map its lots as an analysis, or raise the limit."));
        lock (gate)
        {
            if (Touch(sha256) is { } known) return known;
            Evict(options.LoadedBytes - bytes);
            // The first caller may go: others want it too.
            var entry = new Entry(sha256, bytes, Task.Run(() => labellers.Load(folder, CancellationToken.None)));
            entries[sha256] = order.AddLast(entry);
            return entry;
        }
    }

    private Entry? Touch(string sha256)
    {
        if (!entries.TryGetValue(sha256, out LinkedListNode<Entry>? node)) return null;
        order.Remove(node);
        order.AddLast(node);
        return node.Value;
    }

    // What it takes is known now; where that is more, others make room, and where it is more than all may have, it stays for this call alone.
    private void Settle(Entry entry, long bytes)
    {
        lock (gate)
        {
            if (entry.Bytes == bytes || !entries.TryGetValue(entry.Sha256, out LinkedListNode<Entry>? node) || node.Value != entry) return;
            entry.Bytes = bytes;
            Evict(options.LoadedBytes);
        }
    }

    private void Evict(long most)
    {
        long sum = order.Sum(e => e.Bytes);
        while (sum > most && order.First is { } oldest)
        {
            sum -= oldest.Value.Bytes;
            order.RemoveFirst();
            entries.Remove(oldest.Value.Sha256);
        }
    }

    private void Drop(Entry entry)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(entry.Sha256, out LinkedListNode<Entry>? node) || node.Value != entry) return;
            order.Remove(node);
            entries.Remove(entry.Sha256);
        }
    }

    private sealed class Entry(string sha256, long bytes, Task<ILoadedReference> labeller)
    {
        public string Sha256 => sha256;

        public long Bytes { get; set; } = bytes;

        public Task<ILoadedReference> Labeller => labeller;
    }
}
