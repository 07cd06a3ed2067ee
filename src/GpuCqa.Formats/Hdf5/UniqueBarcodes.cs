using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Frames;

namespace GpuCqa.Formats.Hdf5;

/// <summary>Refuses a file in which two cells have the same name, or the same in one group, in 8 bytes of memory a cell.</summary>
internal static class UniqueBarcodes
{
    private const int Block = 1 << 16;

    /// <param name="barcodes">Names of the cells.</param>
    /// <param name="groups">Group of each cell, within which its name must be unique (lots that were concatenated repeat names), or null; cells without a group are not looked at.</param>
    /// <param name="cancellation">Stops between runs of cells.</param>
    /// <exception cref="BadDataException">A barcode is repeated; names both cells.</exception>
    internal static void Check(FrameColumn barcodes, FrameColumn? groups, CancellationToken cancellation)
    {
        var hashes = new ulong[barcodes.Length];
        Visit(barcodes, groups, (cell, name, group) => hashes[cell] = group is "" ? (ulong)cell : Hash(name, group), cancellation);
        Array.Sort(hashes);
        var suspects = new Dictionary<ulong, Dictionary<(string, string?), long>>();
        for (int i = 1; i < hashes.Length; i++)
        {
            if (hashes[i] == hashes[i - 1]) suspects.TryAdd(hashes[i], []);
        }

        if (suspects.Count == 0) return;
        // Equal hashes are almost surely equal names; only a second look at the names can tell.
        Visit(barcodes, groups, (cell, name, group) =>
        {
            if (group is "" || !suspects.TryGetValue(Hash(name, group), out Dictionary<(string, string?), long>? seen) || seen.TryAdd((name, group), cell)) return;
            throw barcodes.Node.Bad(group is null
                ? $"cell {cell} has the barcode '{name}' of cell {seen[(name, group)]}; barcodes must be unique (where lots were concatenated: within a lot, when --lot-column names the column of lots)"
                : $"cell {cell} has the barcode '{name}' of cell {seen[(name, group)]}, and both are of '{group}'; barcodes must be unique within a lot");
        }, cancellation);
    }

    private static void Visit(FrameColumn barcodes, FrameColumn? groups, Action<long, string, string?> visit, CancellationToken cancellation)
    {
        for (long first = 0; first < barcodes.Length; first += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = (int)Math.Min(Block, barcodes.Length - first);
            string[] names = barcodes.ReadTexts(first, count);
            string[]? lots = groups?.ReadTexts(first, count);
            for (int i = 0; i < names.Length; i++) visit(first + i, names[i], lots?[i]);
        }
    }

    /// <summary>Name and group as one number.</summary>
    private static ulong Hash(string name, string? group) => group is null ? Hash(name) : (Hash(name) * 31) ^ Hash(group);

    /// <summary>FNV-1a over UTF-16 units with a final mix.</summary>
    private static ulong Hash(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in name) hash = (hash ^ c) * 1099511628211;
        return hash ^ (hash >> 32);
    }
}
