namespace GpuCqa.Core.Cohorts;

/// <summary>The lots of a cohort sheet, in sheet order.</summary>
/// <param name="SheetPath">The sheet as the user gave it.</param>
/// <param name="Headers">Column names of the sheet, in order.</param>
/// <param name="Lots">Rows of the sheet, in order.</param>
public sealed record Cohort(string SheetPath, string[] Headers, IReadOnlyList<Lot> Lots);
