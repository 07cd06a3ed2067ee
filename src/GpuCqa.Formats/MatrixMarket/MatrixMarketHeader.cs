namespace GpuCqa.Formats.MatrixMarket;

/// <summary>What the head of a Matrix Market file says.</summary>
/// <param name="Field">"integer" or "real".</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Entries">Number of entry lines that follow.</param>
internal sealed record MatrixMarketHeader(string Field, int Rows, int Columns, long Entries);
