using GpuCqa.Formats.Hdf5.Writing;

namespace GpuCqa.Formats.Hdf5;

/// <summary>A column of the table of cells or of genes that <see cref="H5adWriter"/> writes.</summary>
public sealed class AnnDataColumn
{
    private readonly Action<OutputGroup, string> write;

    private AnnDataColumn(string name, int count, Action<OutputGroup, string> write)
    {
        Name = CheckKey(name);
        Count = count;
        this.write = write;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its rows.</summary>
    public int Count { get; }

    /// <summary>Texts.</summary>
    public static AnnDataColumn Texts(string name, IReadOnlyList<string> values) =>
        new(name, values.Count, (group, key) => group.AddTexts(key, values).Encode("string-array", "0.2.0"));

    /// <summary>Texts of few values, stored as categories in ordinal order.</summary>
    public static AnnDataColumn Categories(string name, IReadOnlyList<string> values)
    {
        string[] categories = [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return Categories(name, [.. values.Select(v => Array.BinarySearch(categories, v, StringComparer.Ordinal))], categories);
    }

    /// <summary>Categories by code.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="codes">Index into the categories of each row; -1 is a missing value.</param>
    /// <param name="categories">Name of each category.</param>
    /// <param name="ordered">True when the order of the categories means something.</param>
    public static AnnDataColumn Categories(string name, int[] codes, IReadOnlyList<string> categories, bool ordered = false)
    {
        if (Array.Exists(codes, c => c < -1 || c >= categories.Count)) throw new ArgumentException($"Column '{name}': a code is not below {categories.Count}.", nameof(codes));
        return new AnnDataColumn(name, codes.Length, (group, key) => FrameWriter.WriteCategories(group, key, codes, categories, ordered));
    }

    /// <summary>Integers.</summary>
    public static AnnDataColumn Integers(string name, int[] values) => Numbers(name, values);

    /// <summary>Integers of 64 bits.</summary>
    public static AnnDataColumn Integers(string name, long[] values) => Numbers(name, values);

    /// <summary>Numbers, float32; NaN is a missing value.</summary>
    public static AnnDataColumn Floats(string name, float[] values) => Numbers(name, values);

    /// <summary>Numbers, float64; NaN is a missing value.</summary>
    public static AnnDataColumn Doubles(string name, double[] values) => Numbers(name, values);

    /// <summary>Booleans.</summary>
    public static AnnDataColumn Flags(string name, bool[] values) => Numbers(name, values);

    /// <summary>A key of a group: not empty, and without the slash that would make it a path.</summary>
    internal static string CheckKey(string name) =>
        name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name == "." ? throw new ArgumentException($"'{name}' is no key of an h5ad file.", nameof(name)) : name;

    internal void Write(OutputGroup group) => write(group, Name);

    private static AnnDataColumn Numbers<T>(string name, T[] values) where T : unmanaged =>
        new(name, values.Length, (group, key) => group.Add<T>(key, values, values.Length).Encode("array", "0.2.0"));
}
