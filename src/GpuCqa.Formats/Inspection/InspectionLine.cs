namespace GpuCqa.Formats.Inspection;

/// <summary>One thing that a file says about itself.</summary>
/// <param name="Title">What ("cells", "genomes", "obs column").</param>
/// <param name="Value">Its value in words or numbers, invariant culture.</param>
public sealed record InspectionLine(string Title, string Value);
