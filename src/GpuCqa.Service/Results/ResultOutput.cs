namespace GpuCqa.Service.Results;

/// <summary>Where a handler writes what it found.</summary>
/// <param name="folder">A folder that exists and is empty.</param>
public sealed class ResultOutput(string folder)
{
    /// <summary>A temporary folder; files that are written below it, also in sub-folders, become the result's files.</summary>
    public string Folder { get; } = folder;
}
