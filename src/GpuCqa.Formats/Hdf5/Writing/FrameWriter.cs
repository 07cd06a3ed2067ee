namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>Writes tables in anndata's dataframe encoding 0.2.0.</summary>
internal static class FrameWriter
{
    private const string Index = "_index";

    internal static void Write(OutputGroup parent, string name, IReadOnlyList<string> index, IReadOnlyList<AnnDataColumn> columns, int rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { Index };
        foreach (AnnDataColumn column in columns)
        {
            if (column.Count != rows) throw new ArgumentException($"Column '{column.Name}' of {name} has {column.Count} rows; {rows} were expected.");
            if (!seen.Add(column.Name)) throw new ArgumentException($"Column '{column.Name}' of {name} is there twice.");
        }

        OutputGroup frame = parent.AddGroup(name);
        frame.Encode("dataframe", "0.2.0");
        frame.Set(Index, Index);
        frame.Set("column-order", [.. columns.Select(c => c.Name)]);
        frame.AddTexts(Index, index).Encode("string-array", "0.2.0");
        foreach (AnnDataColumn column in columns) column.Write(frame);
    }

    /// <summary>Begins a table of an index alone, which grows.</summary>
    internal static GrowingTexts Begin(OutputGroup frame)
    {
        frame.Encode("dataframe", "0.2.0");
        frame.Set(Index, Index);
        frame.Set("column-order", (string[])[]);
        GrowingTexts index = frame.AddGrowingTexts(Index);
        index.Dataset.Encode("string-array", "0.2.0");
        return index;
    }

    /// <summary>Writes a categorical column; codes take the smallest integers that hold them, as pandas does.</summary>
    internal static void WriteCategories(OutputGroup parent, string name, int[] codes, IReadOnlyList<string> categories, bool ordered)
    {
        OutputGroup group = parent.AddGroup(name);
        group.Encode("categorical", "0.2.0");
        group.Set("ordered", ordered);
        group.AddTexts("categories", categories).Encode("string-array", "0.2.0");
        OutputDataset written = categories.Count <= sbyte.MaxValue ? group.Add<sbyte>("codes", Array.ConvertAll(codes, c => (sbyte)c), codes.Length)
            : categories.Count <= short.MaxValue ? group.Add<short>("codes", Array.ConvertAll(codes, c => (short)c), codes.Length)
            : group.Add<int>("codes", codes, codes.Length);
        written.Encode("array", "0.2.0");
    }
}
