using GpuCqa.Api.V1;

namespace GpuCqa.Service.Results;

/// <summary>A table or matrix of a finished analysis.</summary>
/// <param name="Name">Last segment of its resource name.</param>
/// <param name="Schema">Columns and rows.</param>
/// <param name="Content">Bytes.</param>
public sealed record StoredTable(string Name, TableSchema Schema, StoredContent Content);
