namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>The outermost level of an h5ad file.</summary>
internal static class AnnDataRoot
{
    /// <summary>Marks a file as anndata 0.1.0 and makes the groups that every one has; by their keys.</summary>
    internal static Dictionary<string, OutputGroup> Begin(Hdf5Output file)
    {
        var parts = new Dictionary<string, OutputGroup>();
        file.Root.Encode("anndata", "0.1.0");
        foreach (string part in (string[])["layers", "obsm", "obsp", "uns", "varm", "varp"])
        {
            parts[part] = file.Root.AddGroup(part);
            parts[part].Encode("dict", "0.1.0");
        }

        return parts;
    }
}
