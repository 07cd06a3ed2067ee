namespace GpuCqa.Reporting.Trust;

/// <summary>In what a file of a folder differs from what was written.</summary>
/// <param name="Kind">How.</param>
/// <param name="Name">Path below the folder.</param>
/// <param name="Text">In words.</param>
public sealed record FolderDifference(DifferenceKind Kind, string Name, string Text);
