using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>The raw rows of one lot while it is read: shared features only, in file order, in blocks.</summary>
internal sealed class LotRows
{
    /// <summary>Entries from which the open block is packed: what is read cell by cell may be of many lots in turn, each with an open block.</summary>
    private const int OpenEntries = 1 << 17;

    private readonly CsrRowBuffer<float> open;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    private readonly int telling;

    /// <summary>Room for the cells of a lot.</summary>
    /// <param name="columns">Shared features.</param>
    /// <param name="telling">Entries from which a cell is unlikely to equal another one by chance.</param>
    /// <param name="device">Its host threads pack.</param>
    /// <param name="room">Room for the cells.</param>
    public LotRows(int columns, int telling, ComputeDevice device, CellRoom room)
    {
        open = new CsrRowBuffer<float>(columns);
        Blocks = new BlockShelf(device, room);
        this.telling = telling;
    }

    public List<string> Barcodes { get; } = [];

    public BlockShelf Blocks { get; }

    /// <summary>Digests of the cells, see <see cref="RepeatedCells"/>: of all, and of those with entries enough to be told apart; let go once the lots are compared.</summary>
    public (List<ulong> All, List<ulong> Telling) Digests { get; private set; } = ([], []);

    /// <summary>Adds a cell; false when its name was seen before in this lot.</summary>
    public bool Add(string barcode, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int[] map)
    {
        if (!names.Add(barcode)) return false;
        Barcodes.Add(barcode);
        ulong digest = RepeatedCells.Digest(indices, values, map, out int entries);
        Digests.All.Add(digest);
        if (entries >= telling) Digests.Telling.Add(digest);
        open.Append(indices, values, map);
        if (open.Rows == CellStore.BlockCells || open.Entries >= OpenEntries) Blocks.Add(open.Lend());
        return true;
    }

    /// <summary>Packs the open block; more cells may follow.</summary>
    public void CloseBlock()
    {
        if (open.Rows > 0) Blocks.Add(open.Lend());
        open.Release();
    }

    /// <summary>Closes the last block and frees the index of names.</summary>
    public void Close()
    {
        CloseBlock();
        names.Clear();
        names.TrimExcess();
    }

    /// <summary>Lets the digests go.</summary>
    public void ReleaseDigests() => Digests = ([], []);
}
