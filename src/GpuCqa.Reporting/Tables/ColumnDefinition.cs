namespace GpuCqa.Reporting.Tables;

/// <summary>The name, type and meaning of one column of a result table; the single source of docs/result-folder.md.</summary>
/// <param name="Name">lower_snake name; a part in angle brackets is filled from the result ("readout_&lt;name&gt;").</param>
/// <param name="Type">"text", "integer" or "number".</param>
/// <param name="Description">What the values are.</param>
public sealed record ColumnDefinition(string Name, string Type, string Description);
