namespace GpuCqa.Service.Results;

/// <summary>All that an analysis made.</summary>
/// <param name="Tables">Tables and matrices, by name.</param>
/// <param name="Files">Files, by path.</param>
public sealed record ResultManifest(IReadOnlyList<StoredTable> Tables, IReadOnlyList<StoredResultFile> Files);
