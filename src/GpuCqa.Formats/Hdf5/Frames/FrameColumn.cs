using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Frames;

/// <summary>A column of a table of cells or genes, read as text.</summary>
internal abstract class FrameColumn
{
    /// <summary>The key to name in messages.</summary>
    internal abstract Hdf5Node Node { get; }

    /// <summary>Rows.</summary>
    internal abstract long Length { get; }

    /// <summary>What it holds, in words ("10 categories", "float32").</summary>
    internal abstract string Words { get; }

    /// <summary>Reads a run of values as text, numbers in invariant culture; a missing value is empty.</summary>
    internal abstract string[] ReadTexts(long start, int count);

    /// <summary>Reads every value.</summary>
    internal string[] ReadAll()
    {
        if (Length > Math.Min(Node.File.Length, Array.MaxLength)) throw Node.Bad($"promises {Length} values in a file of {Node.File.Length} bytes");
        return ReadTexts(0, (int)Length);
    }

    /// <summary>Recognizes a column of any anndata version, or null when it is of a kind that no reader here knows.</summary>
    internal static FrameColumn? Open(Hdf5Node? node) => node switch
    {
        Hdf5Dataset dataset => OpenDataset(dataset),
        Hdf5Group group when group.Contains("categories") && group.Contains("codes") && group.Find("categories") is Hdf5Dataset categories
            => new CategoryColumn(group.Dataset("codes"), categories),
        Hdf5Group group when group.Contains("values") && group.Contains("mask") && OpenDataset(group.Dataset("values")) is { } values
            => new MaskedColumn(values, group.Dataset("mask")),
        _ => null,
    };

    /// <summary>A column that is one dataset, or one member of a dataset of compounds.</summary>
    internal static FrameColumn? OpenDataset(Hdf5Dataset dataset) => dataset.Type.Kind switch
    {
        Hdf5Kind.Text => new TextColumn(dataset),
        Hdf5Kind.Integer or Hdf5Kind.Float or Hdf5Kind.Flag => new NumberColumn(dataset),
        _ => null,
    };
}
