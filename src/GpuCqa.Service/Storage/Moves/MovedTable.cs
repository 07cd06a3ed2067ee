namespace GpuCqa.Service.Storage.Moves;

/// <summary>A table that was read through.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Sha256">What <see cref="RowDigest"/> makes of them.</param>
public sealed record MovedTable(string Name, long Rows, string Sha256);
