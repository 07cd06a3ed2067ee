using System.Collections;
using System.Runtime.InteropServices;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Blocks of cells, in memory up to a number of bytes and in a scratch file beyond; a block of the file lives in memory while it is used.</summary>
/// <param name="folder">Existing folder of the scratch file, which is gone when the shelf is.</param>
/// <param name="memoryBytes">Bytes of blocks that are kept in memory.</param>
/// <param name="cancellation">Ends every walk over the blocks at the next block.</param>
public sealed class BlockShelf(string folder, long memoryBytes, CancellationToken cancellation) : IReadOnlyList<CsrMatrix<float>>, IDisposable
{
    private readonly List<Place> places = [];
    private FileStream? file;
    private long held;

    /// <inheritdoc/>
    public int Count => places.Count;

    /// <summary>Stored entries of all blocks.</summary>
    public long Entries => places.Sum(p => p.Entries);

    /// <summary>Stored entries of the largest block.</summary>
    public long LargestBlock => places.Count == 0 ? 0 : places.Max(p => p.Entries);

    /// <summary>Bytes in the scratch file.</summary>
    public long SpilledBytes => file?.Length ?? 0;

    /// <summary>Called when a block is handed out.</summary>
    public Action? Read { get; set; }

    /// <inheritdoc/>
    public CsrMatrix<float> this[int index]
    {
        get
        {
            cancellation.ThrowIfCancellationRequested();
            Read?.Invoke();
            return places[index].Held ?? Load(places[index]);
        }
    }

    /// <summary>Puts a block at the end.</summary>
    public void Add(CsrMatrix<float> block)
    {
        cancellation.ThrowIfCancellationRequested();
        long bytes = (8 * block.NonZeros) + (8 * (block.Rows + 1));
        if (held + bytes <= memoryBytes)
        {
            held += bytes;
            places.Add(new Place(block, 0, block.Rows, block.Columns, block.NonZeros));
            return;
        }

        file ??= new FileStream(Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        places.Add(new Place(null, file.Length, block.Rows, block.Columns, block.NonZeros));
        file.Position = file.Length;
        file.Write(MemoryMarshal.AsBytes<long>(block.RowOffsets));
        file.Write(MemoryMarshal.AsBytes(block.ColumnIndices.AsSpan(0, (int)block.NonZeros)));
        file.Write(MemoryMarshal.AsBytes(block.Values.AsSpan(0, (int)block.NonZeros)));
    }

    /// <summary>Lets a block go that is not needed again; the places of the others stay.</summary>
    public void Drop(int index) => places[index] = places[index] with { Held = null };

    /// <inheritdoc/>
    public IEnumerator<CsrMatrix<float>> GetEnumerator()
    {
        for (int i = 0; i < places.Count; i++) yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose()
    {
        file?.Dispose();
        places.Clear();
    }

    private CsrMatrix<float> Load(Place place)
    {
        long[] offsets = new long[place.Rows + 1];
        int[] indices = new int[place.Entries];
        float[] values = new float[place.Entries];
        long at = place.Offset;
        Fill(MemoryMarshal.AsBytes(offsets.AsSpan()), ref at);
        Fill(MemoryMarshal.AsBytes(indices.AsSpan()), ref at);
        Fill(MemoryMarshal.AsBytes(values.AsSpan()), ref at);
        return new CsrMatrix<float>(place.Rows, place.Columns, offsets, indices, values);
    }

    private void Fill(Span<byte> part, ref long at)
    {
        while (part.Length > 0)
        {
            int read = RandomAccess.Read(file!.SafeFileHandle, part, at);
            if (read == 0) throw new EndOfStreamException("The scratch file of a shelf is shorter than what was written.");
            at += read;
            part = part[read..];
        }
    }

    private sealed record Place(CsrMatrix<float>? Held, long Offset, int Rows, int Columns, long Entries);
}
