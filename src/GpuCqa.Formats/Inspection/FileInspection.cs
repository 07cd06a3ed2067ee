namespace GpuCqa.Formats.Inspection;

/// <summary>What is in a file of cells, for a person to read before using it.</summary>
/// <param name="Path">The path as the user gave it.</param>
/// <param name="Kind">Format and version in words ("10x folder, v3").</param>
/// <param name="Lines">What was found, in reading order; a title may repeat.</param>
/// <param name="Warnings">What a reader would refuse or leave out, one sentence each.</param>
public sealed record FileInspection(string Path, string Kind, IReadOnlyList<InspectionLine> Lines, IReadOnlyList<string> Warnings)
{
    /// <summary>Those of the warnings for which a reader of cells refuses the file.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}
