using Grpc.Core.Utils;
using System.Collections;

namespace Grpc.Core;

/// <summary>Headers or trailers of a call, in order; a key may occur more than once.</summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>No entries; read only.</summary>
    public static readonly Metadata Empty = new() { frozen = true };

    /// <summary>Keys that end so hold bytes, the others ASCII text.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    private readonly List<Entry> entries = [];
    private bool frozen;

    /// <summary>An empty collection.</summary>
    public Metadata() { }

    /// <inheritdoc/>
    public int Count => entries.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => frozen;

    /// <inheritdoc/>
    public Entry this[int index]
    {
        get => entries[index];
        set => Writable()[index] = GrpcPreconditions.CheckNotNull(value, nameof(value));
    }

    /// <summary>The last entry of a key, or null.</summary>
    public Entry? Get(string key) => entries.FindLast(e => e.Key == key);

    /// <summary>Text of the last entry of a key, or null.</summary>
    /// <exception cref="InvalidOperationException">The entry is binary.</exception>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>Bytes of the last entry of a key, or null.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>All entries of a key, in order.</summary>
    public IEnumerable<Entry> GetAll(string key) => entries.Where(e => e.Key == key);

    /// <summary>Appends a text entry.</summary>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Appends a binary entry; the key must end in -bin.</summary>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <inheritdoc/>
    public void Add(Entry item) => Writable().Add(GrpcPreconditions.CheckNotNull(item, nameof(item)));

    /// <inheritdoc/>
    public void Insert(int index, Entry item) => Writable().Insert(index, GrpcPreconditions.CheckNotNull(item, nameof(item)));

    /// <inheritdoc/>
    public void RemoveAt(int index) => Writable().RemoveAt(index);

    /// <inheritdoc/>
    public bool Remove(Entry item) => Writable().Remove(item);

    /// <inheritdoc/>
    public void Clear() => Writable().Clear();

    /// <inheritdoc/>
    public int IndexOf(Entry item) => entries.IndexOf(item);

    /// <inheritdoc/>
    public bool Contains(Entry item) => entries.Contains(item);

    /// <inheritdoc/>
    public void CopyTo(Entry[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<Entry> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<Entry> Writable()
    {
        GrpcPreconditions.CheckState(!frozen, "Object is read only");
        return entries;
    }
}
