using GpuCqa.Api.V1;

namespace GpuCqa.Client.Results;

/// <summary>Consecutive rows of a table.</summary>
/// <param name="Schema">Columns and rows of the whole table.</param>
/// <param name="RowOffset">First row of the block.</param>
/// <param name="RowCount">Rows of the block.</param>
/// <param name="Columns">The columns, in the order of the schema.</param>
public sealed record ResultBlock(TableSchema Schema, long RowOffset, int RowCount, IReadOnlyList<ResultColumn> Columns);
