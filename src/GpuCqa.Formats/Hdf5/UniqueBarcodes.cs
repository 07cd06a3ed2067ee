using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Frames;

namespace GpuCqa.Formats.Hdf5;

/// <summary>Refuses a file in which two cells have the same name, in 8 bytes of memory a cell.</summary>
internal static class UniqueBarcodes
{
    private const int Block = 1 << 16;

    /// <exception cref="BadDataException">A barcode is repeated; names both cells.</exception>
    internal static void Check(FrameColumn barcodes, CancellationToken cancellation)
    {
        var hashes = new ulong[barcodes.Length];
        Visit(barcodes, (cell, name) => hashes[cell] = Hash(name), cancellation);
        Array.Sort(hashes);
        var suspects = new Dictionary<ulong, Dictionary<string, long>>();
        for (int i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] == hashes[i - 1]) suspects.TryAdd(hashes[i], new Dictionary<string, long>(StringComparer.Ordinal));
        }

        if (suspects.Count == 0) return;
        // Equal hashes are almost surely equal names; only a second look at the names can tell.
        Visit(barcodes, (cell, name) =>
        {
            if (suspects.TryGetValue(Hash(name), out Dictionary<string, long>? seen) && !seen.TryAdd(name, cell))
                throw barcodes.Node.Bad($"cell {cell} has the barcode '{name}' of cell {seen[name]}; barcodes must be unique");
        }, cancellation);
    }

    private static void Visit(FrameColumn barcodes, Action<long, string> visit, CancellationToken cancellation)
    {
        for (long first = 0; first < barcodes.Length; first += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            string[] names = barcodes.ReadTexts(first, (int)Math.Min(Block, barcodes.Length - first));
            for (int i = 0; i < names.Length; i++) visit(first + i, names[i]);
        }
    }

    /// <summary>FNV-1a over UTF-16 units with a final mix.</summary>
    private static ulong Hash(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in name) hash = (hash ^ c) * 1099511628211;
        return hash ^ (hash >> 32);
    }
}
