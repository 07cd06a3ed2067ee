using System.Collections.Concurrent;

namespace ILGPU.Runtime;

/// <summary>Buffers by the number that their views carry; numbers are never used again, so that a view of a disposed buffer is found out.</summary>
internal static class BufferTable
{
    private static readonly ConcurrentDictionary<int, MemoryBuffer> Live = new();
    private static int last;

    public static int Add(MemoryBuffer buffer)
    {
        int id = Interlocked.Increment(ref last);
        Live[id] = buffer;
        return id;
    }

    public static void Remove(int id) => Live.TryRemove(id, out _);

    public static bool IsLive(int id) => Live.ContainsKey(id);

    public static MemoryBuffer Find(int id)
    {
        if (id == 0) throw new InvalidOperationException("An empty view, or a view of shared or local memory, has no buffer.");
        return Live.TryGetValue(id, out MemoryBuffer? buffer) ? buffer : throw new ObjectDisposedException(nameof(MemoryBuffer), "The view's buffer was disposed.");
    }
}
