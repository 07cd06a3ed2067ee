using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>How a dataset lies in its file.</summary>
/// <param name="Kind">0 compact, 1 contiguous, 2 chunked, 3 assembled from other files.</param>
/// <param name="Chunk">Dimensions of a chunk; none when it is not chunked.</param>
/// <param name="Filters">Numbers of the filters that a chunk goes through.</param>
/// <param name="StoredBytes">Bytes that the file spends on it.</param>
/// <param name="HasExternalFiles">True when its bytes lie in other files.</param>
internal sealed record Hdf5Layout(int Kind, ulong[] Chunk, int[] Filters, ulong StoredBytes, bool HasExternalFiles)
{
    private const int MostFilters = 32;

    internal bool IsChunked => Kind == 2;

    internal bool IsVirtual => Kind == 3;

    /// <summary>Describes a dataset. Call under the gate.</summary>
    internal static unsafe Hdf5Layout Describe(DatasetHandle dataset, int rank)
    {
        using PropertyListHandle creation = H5Data.H5Dget_create_plist(dataset);
        int kind = H5Properties.H5Pget_layout(creation);
        ulong[] chunk = [];
        if (kind == 2)
        {
            chunk = new ulong[rank];
            fixed (ulong* at = chunk) _ = H5Properties.H5Pget_chunk(creation, rank, at);
        }

        var filters = new int[Math.Clamp(H5Properties.H5Pget_nfilters(creation), 0, MostFilters)];
        for (int i = 0; i < filters.Length; i++)
        {
            uint flags, configuration;
            nuint parameters = 0;
            filters[i] = H5Properties.H5Pget_filter2(creation, (uint)i, &flags, &parameters, null, 0, null, &configuration);
        }

        return new Hdf5Layout(kind, chunk, filters, H5Data.H5Dget_storage_size(dataset), H5Properties.H5Pget_external_count(creation) > 0);
    }
}
