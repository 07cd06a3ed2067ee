using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>Refuses datasets whose promises their file cannot keep, before anything is allocated for them.</summary>
/// <remarks>
/// The measure is what the file holds: deflate cannot shrink data by more than 1,032, LZF by 88, so a dataset whose size
/// exceeds its stored bytes by more is fill values or an attack. Small datasets may be unwritten (all fill value).
/// </remarks>
internal static class Hdf5Guard
{
    private const long Unquestioned = 1 << 20;
    private const long MostExpansion = 1_100;
    private const long LargeChunk = 64L << 20;
    private const long MostChunkExpansion = 128;

    /// <summary>Throws <see cref="Core.Errors.BadDataException"/> when the dataset must not be read.</summary>
    internal static void Check(Hdf5Dataset dataset)
    {
        Hdf5Layout layout = dataset.Layout;
        if (layout.HasExternalFiles || layout.IsVirtual) throw dataset.Bad("lies in other files, which are not followed; copy it into one file (h5repack)");
        CheckFilters(dataset);
        Int128 promised = Hdf5Extent.Elements(dataset.Extent) * dataset.StoredElementSize;
        if (layout.StoredBytes > (ulong)dataset.File.Length)
            throw dataset.Bad($"claims {layout.StoredBytes} stored bytes in a file of {dataset.File.Length}");
        if (promised > Unquestioned && promised > (Int128)layout.StoredBytes * MostExpansion)
            throw dataset.Bad($"promises {dataset.ShapeWords} elements, {promised} bytes, but the file stores {layout.StoredBytes} bytes for it");
        if (!layout.IsChunked) return;
        Int128 chunk = Hdf5Extent.Elements(layout.Chunk) * dataset.StoredElementSize;
        if (chunk > LargeChunk && chunk > (Int128)layout.StoredBytes * MostChunkExpansion)
            throw dataset.Bad($"is stored in chunks of {chunk} bytes, but the file stores {layout.StoredBytes} bytes for it");
    }

    private static void CheckFilters(Hdf5Dataset dataset)
    {
        foreach (int filter in dataset.Layout.Filters)
        {
            bool available;
            lock (Hdf5Library.Gate) available = H5Base.H5Zfilter_avail(filter) > 0;
            if (!available)
                throw dataset.Bad($"is compressed with filter {filter}{Known(filter)}, which the installed libhdf5 lacks; recompress with gzip (h5repack -f GZIP=4), or install its plugin and set HDF5_PLUGIN_PATH");
        }
    }

    // https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md
    private static string Known(int filter) => filter switch
    {
        4 => " (szip)",
        307 => " (bzip2)",
        32001 => " (Blosc)",
        32004 => " (LZ4)",
        32008 => " (bitshuffle)",
        32015 => " (Zstandard)",
        32026 => " (Blosc2)",
        _ => "",
    };
}
