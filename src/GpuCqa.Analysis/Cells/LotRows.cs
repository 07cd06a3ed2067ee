using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Cells;

/// <summary>The raw rows of one lot while it is read: shared features only, in file order, in blocks.</summary>
internal sealed class LotRows
{
    private readonly CsrRowBuffer<float> open;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public LotRows(int columns) => open = new CsrRowBuffer<float>(columns);

    public List<string> Barcodes { get; } = [];

    public List<CsrMatrix<float>> Blocks { get; } = [];

    /// <summary>Adds a cell; false when its name was seen before in this lot.</summary>
    public bool Add(string barcode, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int[] map)
    {
        if (!names.Add(barcode)) return false;
        Barcodes.Add(barcode);
        open.Append(indices, values, map);
        if (open.Rows == CellStore.BlockCells) Blocks.Add(open.Take());
        return true;
    }

    /// <summary>Closes the last block and frees the index of names.</summary>
    public void Close()
    {
        if (open.Rows > 0) Blocks.Add(open.Take());
        open.Release();
        names.Clear();
        names.TrimExcess();
    }
}
