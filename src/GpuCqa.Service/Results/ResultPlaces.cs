namespace GpuCqa.Service.Results;

/// <summary>Where things lie in the folder of one analysis.</summary>
/// <param name="Root">The folder.</param>
public sealed record ResultPlaces(string Root)
{
    /// <summary>The files.</summary>
    public string Files => Path.Combine(Root, "files");

    /// <summary>What is needed while computing only.</summary>
    public string Scratch => Path.Combine(Root, "scratch");

    /// <summary>A file.</summary>
    public string File(string path) => Path.Combine(Files, path);

    /// <summary>The blocks of a file.</summary>
    public string FileBlocks(string path) => Path.Combine(Root, "blocks", "files", path);

    /// <summary>A table.</summary>
    public string Table(string name) => Path.Combine(Root, "tables", name);

    /// <summary>The blocks of a table.</summary>
    public string TableBlocks(string name) => Path.Combine(Root, "blocks", "tables", name);
}
