using System.Security.Cryptography;
using System.Text;
using GpuCqa.Api.V1;
namespace GpuCqa.Service.Results;

/// <summary>All that an analysis made.</summary>
/// <param name="Tables">Tables and matrices, by name.</param>
/// <param name="Files">Files, by path.</param>
public sealed record ResultManifest(IReadOnlyList<ResultManifest.Table> Tables, IReadOnlyList<ResultManifest.File> Files)
{
    /// <summary>SHA-256 over "sha256 path\n" of the files and "sha256 name\n" of the tables, lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
        Files.Select(f => $"{f.Content.Sha256} {f.Path}\n").Concat(Tables.Select(t => $"{t.Content.Sha256} {t.Name}\n"))))));

    /// <summary>A table or matrix of a finished analysis.</summary>
    /// <param name="Name">Last segment of its resource name.</param>
    /// <param name="Schema">Columns and rows.</param>
    /// <param name="Content">Bytes.</param>
    public sealed record Table(string Name, TableSchema Schema, StoredContent Content);

    /// <summary>A file of a finished analysis.</summary>
    /// <param name="Path">Path within the result folder, with forward slashes.</param>
    /// <param name="Content">Bytes.</param>
    public sealed record File(string Path, StoredContent Content);
}
