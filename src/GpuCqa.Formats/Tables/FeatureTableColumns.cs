namespace GpuCqa.Formats.Tables;

/// <summary>What each column of a feature table is.</summary>
/// <param name="Names">Header, in order.</param>
/// <param name="Ids">Columns whose joined text names a cell; none = cells are numbered.</param>
/// <param name="Metadata">Columns that describe a cell without being a measurement.</param>
/// <param name="Features">Columns that are measurements.</param>
internal sealed record FeatureTableColumns(string[] Names, int[] Ids, int[] Metadata, int[] Features)
{
    /// <summary>What every row of the table sums to when it looks like shares of states in lots (1 or 100), or null.</summary>
    public int? SumOfShares { get; init; }
}
