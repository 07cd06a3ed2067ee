using System.Collections;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>Blocks of cells, packed (<see cref="PackedBlock"/>), in memory while there is room and in scratch space beyond; a block is unpacked while it is used.</summary>
/// <param name="device">Its host threads unpack.</param>
/// <param name="room">Room for the packed blocks.</param>
/// <param name="cancellation">Ends every walk over the blocks at the next block.</param>
/// <remarks>What comes out is what was put in, bit for bit, wherever it lay. Several threads may walk at a time, while nothing is put or dropped.</remarks>
public sealed class BlockShelf(ComputeDevice device, CellRoom room, CancellationToken cancellation = default) : IReadOnlyList<CsrMatrix<float>>, IDisposable
{
    /// <summary>Entries of a piece of a block, about.</summary>
    private const int PieceEntries = 1 << 21;

    private readonly List<Place> places = [];

    /// <inheritdoc/>
    public int Count => places.Count;

    /// <summary>Cells of all blocks.</summary>
    public int Cells { get; private set; }

    /// <summary>Columns of the blocks.</summary>
    public int Genes { get; private set; }

    /// <summary>Stored entries of all blocks.</summary>
    public long Entries { get; private set; }

    /// <summary>Stored entries of the largest block.</summary>
    public int LargestBlock { get; private set; }

    /// <summary>Bytes of all blocks, packed.</summary>
    public long PackedBytes => places.Sum(p => (long)p.Bytes);

    /// <summary>Bytes of the blocks that lie in scratch space.</summary>
    public long SpilledBytes => places.Where(p => p.Held is null).Sum(p => (long)p.Bytes);

    /// <summary>Called when a block is handed out.</summary>
    public Action? Read { get; set; }

    /// <summary>A block, in arrays of its own.</summary>
    public CsrMatrix<float> this[int index]
    {
        get
        {
            cancellation.ThrowIfCancellationRequested();
            Read?.Invoke();
            PackedBlock packed = places[index].Held ?? new PackedBlock(room.Scratch!.Read([places[index].At]).First().ToArray());
            return Unpack(packed, new int[packed.Entries], new float[packed.Entries]);
        }
    }

    /// <summary>Puts a block at the end.</summary>
    public void Add(CsrMatrix<float> block)
    {
        cancellation.ThrowIfCancellationRequested();
        Add(PackedBlock.Pack(block, device.ForEach));
    }

    /// <summary>Puts a packed block at the end.</summary>
    public void Add(PackedBlock packed)
    {
        int bytes = packed.Bytes.Length;
        bool held = room.Hold(bytes);
        long place = held ? 0 : room.Scratch!.Write(packed.Bytes);
        if (!held) room.Spill(bytes);
        Put(new Place(held ? packed : null, place, bytes, packed.Rows, packed.Entries), packed.Columns);
    }

    /// <summary>Puts a block at the end that lies in the room's scratch space already.</summary>
    /// <param name="block">Where it lies.</param>
    /// <param name="genes">Its columns.</param>
    public void Attach(ShelvedBlock block, int genes)
    {
        room.Spill(block.Bytes);
        Put(new Place(null, block.Place, block.Bytes, block.Rows, block.Entries), genes);
    }

    /// <summary>Where each block lies in scratch space, in order.</summary>
    /// <exception cref="InvalidOperationException">One lies in memory.</exception>
    public IReadOnlyList<ShelvedBlock> Shelved() => [.. places.Select(p => p.Held is null ? new ShelvedBlock(p.At, p.Bytes, p.Rows, p.Entries) : throw new InvalidOperationException("A block lies in memory."))];

    /// <summary>Lets a block go that is not needed again; the places of the others stay.</summary>
    public void Drop(int index)
    {
        Place place = places[index];
        if (place.Bytes == 0) return;
        if (place.Held is null) room.Scratch!.Free(place.At);
        room.Release(place.Held is null ? 0 : place.Bytes, place.Held is null ? place.Bytes : 0);
        places[index] = new Place(null, 0, 0, place.Rows, place.Entries);
    }

    /// <summary>All blocks in order, each lent until the next is asked for; the next is read from scratch space meanwhile.</summary>
    public IEnumerable<CsrMatrix<float>> Sweep()
    {
        // A device of its own memory copies a block while the next is asked for.
        (int[] indices, float[] values) = device.FreeMemory is null ? (new int[LargestBlock], new float[LargestBlock]) : ([], []);
        foreach (PackedBlock packed in AllPacked()) yield return indices.Length > 0 ? Unpack(packed, indices, values) : Unpack(packed, new int[packed.Entries], new float[packed.Entries]);
    }

    /// <summary>Some genes of all blocks in order, in arrays of their own; the next is read from scratch space meanwhile.</summary>
    /// <param name="map">Per gene: its column in the result, or -1.</param>
    /// <param name="columns">Columns of the result.</param>
    public IEnumerable<CsrMatrix<float>> Sweep(int[] map, int columns)
    {
        foreach (PackedBlock packed in AllPacked()) yield return packed.Unpack(map, columns, device.ForEach);
    }

    /// <summary>All cells in order, in pieces of blocks that take little memory, each lent until the next is asked for.</summary>
    public IEnumerable<CsrMatrix<float>> Pieces()
    {
        int[] indices = [];
        float[] values = [];
        foreach (PackedBlock packed in AllPacked())
        {
            for (int first = 0, end; first < packed.Chunks; first = end)
            {
                int from = packed.RangeOf(first).FirstEntry;
                for (end = first + 1; end < packed.Chunks && packed.RangeOf(end - 1).EndEntry - from < PieceEntries;) end++;
                int entries = packed.RangeOf(end - 1).EndEntry - from;
                if (indices.Length < entries || device.FreeMemory is not null) (indices, values) = (new int[entries], new float[entries]);
                yield return Piece(packed, first, end, indices, values);
            }
        }
    }

    /// <summary>Pieces of blocks that hold some cells, each lent until the next is asked for; what holds none of them is neither read nor unpacked.</summary>
    /// <param name="cells">Cells, increasing.</param>
    /// <returns>Each piece with the number of its first cell.</returns>
    public IEnumerable<(int First, CsrMatrix<float> Rows)> Pieces(int[] cells)
    {
        int[] indices = [];
        float[] values = [];
        int next = 0;
        foreach ((int start, PackedBlock packed) in Packed(cells))
        {
            for (int first = 0, end; first < packed.Chunks && next < cells.Length; first = end)
            {
                end = first + 1;
                if (cells[next] >= start + packed.RangeOf(first).EndRow) continue;
                int from = packed.RangeOf(first).FirstEntry;
                while (next < cells.Length && cells[next] < start + packed.RangeOf(first).EndRow) next++;
                for (; end < packed.Chunks && packed.RangeOf(end - 1).EndEntry - from < PieceEntries && next < cells.Length && cells[next] < start + packed.RangeOf(end).EndRow; end++)
                {
                    while (next < cells.Length && cells[next] < start + packed.RangeOf(end).EndRow) next++;
                }

                int entries = packed.RangeOf(end - 1).EndEntry - from;
                if (indices.Length < entries || device.FreeMemory is not null) (indices, values) = (new int[entries], new float[entries]);
                yield return (start + packed.RangeOf(first).FirstRow, Piece(packed, first, end, indices, values));
            }
        }
    }

    /// <summary>All blocks in order, packed, each of use until the next is asked for; the next is read from scratch space meanwhile.</summary>
    public IEnumerable<PackedBlock> Packed() => AllPacked();

    /// <inheritdoc/>
    public IEnumerator<CsrMatrix<float>> GetEnumerator()
    {
        for (int i = 0; i < places.Count; i++) yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Lets go of all blocks.</summary>
    public void Dispose()
    {
        for (int i = 0; i < places.Count; i++) Drop(i);
        places.Clear();
    }

    private IEnumerable<PackedBlock> AllPacked() => At([.. Enumerable.Range(0, places.Count)]);

    // The blocks that hold some cells, with the number of the first cell of each.
    private IEnumerable<(int First, PackedBlock Block)> Packed(int[] cells)
    {
        var wanted = new List<int>();
        var firsts = new List<int>();
        for (int i = 0, first = 0, next = 0; i < places.Count; first += places[i++].Rows)
        {
            int before = next;
            while (next < cells.Length && cells[next] < first + places[i].Rows) next++;
            if (next == before) continue;
            wanted.Add(i);
            firsts.Add(first);
        }

        return firsts.Zip(At(wanted));
    }

    private IEnumerable<PackedBlock> At(IReadOnlyList<int> wanted)
    {
        long[] spilled = [.. wanted.Select(i => places[i]).Where(p => p is { Held: null, Bytes: > 0 }).Select(p => p.At)];
        using IEnumerator<ReadOnlyMemory<byte>> read = (spilled.Length == 0 ? [] : room.Scratch!.Read(spilled)).GetEnumerator();
        foreach (int i in wanted)
        {
            cancellation.ThrowIfCancellationRequested();
            Read?.Invoke();
            if (places[i].Bytes == 0) throw new InvalidOperationException($"Block {i} was let go.");
            if (places[i].Held is null) _ = read.MoveNext();
            yield return places[i].Held ?? new PackedBlock(read.Current);
        }
    }

    private void Put(Place place, int genes)
    {
        places.Add(place);
        Cells += place.Rows;
        Genes = genes;
        Entries += place.Entries;
        LargestBlock = Math.Max(LargestBlock, place.Entries);
    }

    private CsrMatrix<float> Unpack(PackedBlock packed, int[] indices, float[] values)
    {
        long[] offsets = packed.Offsets();
        device.ForEach(packed.Chunks, c => packed.UnpackChunk(c, offsets, indices, values));
        return new CsrMatrix<float>(packed.Rows, packed.Columns, offsets, indices, values);
    }

    private CsrMatrix<float> Piece(PackedBlock packed, int first, int end, int[] indices, float[] values)
    {
        (int row, _, int from, _) = packed.RangeOf(first);
        (_, int endRow, _, int to) = packed.RangeOf(end - 1);
        long[] offsets = new long[endRow - row + 1];
        offsets[^1] = to - from;
        device.ForEach(end - first, c =>
        {
            (int ownRow, int ownEnd, int ownFrom, int ownTo) = packed.RangeOf(first + c);
            packed.UnpackChunk(first + c, offsets.AsSpan(ownRow - row, ownEnd - ownRow), ownFrom - from, indices.AsSpan(ownFrom - from, ownTo - ownFrom), values.AsSpan(ownFrom - from, ownTo - ownFrom));
        });
        return new CsrMatrix<float>(endRow - row, packed.Columns, offsets, indices, values);
    }

    private readonly record struct Place(PackedBlock? Held, long At, int Bytes, int Rows, int Entries);
}
