namespace GpuCqa.Core.GeneSets;

/// <summary>The gene sets of one file.</summary>
/// <param name="Name">Name of the file without its ending.</param>
/// <param name="Sets">The sets, in the file's order.</param>
public sealed record GeneSetLibrary(string Name, IReadOnlyList<GeneSet> Sets)
{
    /// <summary>What was passed over or changed in reading, one statement an entry.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
