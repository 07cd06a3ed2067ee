namespace GpuCqa.Formats.Images;

/// <summary>A table of images or of objects of one kind: a file, or a table of a database.</summary>
internal abstract class ObjectTable
{
    /// <summary>File, and table where it holds several, for messages.</summary>
    public abstract string Path { get; }

    /// <summary>The object that a row is ("Cells", "Image"), or null where the table does not say: a table by itself.</summary>
    public required string? Item { get; init; }

    /// <summary>Column names, none twice.</summary>
    public abstract string[] Names { get; }

    /// <summary>Opens it before its first row.</summary>
    public abstract ObjectRows Open();
}
