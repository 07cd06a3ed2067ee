namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>Writes the nested dictionaries of <c>uns</c>; groups come into being as keys need them.</summary>
internal sealed class UnstructuredWriter(OutputGroup root)
{
    private readonly Dictionary<string, OutputGroup> groups = new(StringComparer.Ordinal);

    /// <summary>Adds a value and says how anndata is to read it.</summary>
    internal void Add(string key, Func<OutputGroup, string, OutputDataset> write, string encoding)
    {
        string[] path = key.Split('/');
        OutputGroup group = root;
        for (int i = 0; i < path.Length - 1; i++)
        {
            string prefix = string.Join('/', path[..(i + 1)]);
            if (!groups.TryGetValue(prefix, out OutputGroup? inner))
            {
                inner = group.AddGroup(AnnDataColumn.CheckKey(path[i]));
                inner.Encode("dict", "0.1.0");
                groups.Add(prefix, inner);
            }

            group = inner;
        }

        write(group, AnnDataColumn.CheckKey(path[^1])).Encode(encoding, "0.2.0");
    }
}
