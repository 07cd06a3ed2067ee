using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Frames;

/// <summary>Codes into a list of categories; code -1 is a missing value.</summary>
internal sealed class CategoryColumn : FrameColumn
{
    private readonly Hdf5Dataset codes;
    private readonly Hdf5Dataset categories;
    private string[]? names;

    internal CategoryColumn(Hdf5Dataset codes, Hdf5Dataset categories)
    {
        this.codes = codes;
        this.categories = categories;
    }

    internal override Hdf5Node Node => codes;

    internal override long Length => codes.Length;

    internal override string Words => $"{categories.Length} categories";

    /// <summary>The categories as text, whatever their type.</summary>
    internal string[] Names => names ??= (OpenDataset(categories) ?? throw categories.Bad($"holds {categories.Type.Words}; text or numbers were expected")).ReadAll();

    internal override string[] ReadTexts(long start, int count)
    {
        var read = new int[count];
        codes.Read(start, read.AsSpan());
        var texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            if (read[i] < -1 || read[i] >= Names.Length) throw codes.Bad($"row {start + i} has code {read[i]}, but there are {Names.Length} categories");
            texts[i] = read[i] < 0 ? "" : Names[read[i]];
        }

        return texts;
    }
}
