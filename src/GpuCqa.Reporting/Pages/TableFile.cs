using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Pages;

/// <summary>One table of the result folder, byte for byte, for the page to offer as a download.</summary>
/// <param name="Name">File name.</param>
/// <param name="Bytes">The file's bytes.</param>
public sealed record TableFile(string Name, byte[] Bytes)
{
    /// <summary>The tables of a result as they lie in its folder.</summary>
    public static IReadOnlyList<TableFile> In(string folder, AnalysisResult result) =>
        [.. ResultTables.All.Where(t => t.IsOf(result.GetType()) && File.Exists(Path.Combine(folder, t.File))).Select(t => new TableFile(t.File, File.ReadAllBytes(Path.Combine(folder, t.File))))];

    /// <summary>The tables of a result that lies in no folder.</summary>
    public static IReadOnlyList<TableFile> Of(AnalysisResult result) => [.. ResultTables.Of(result).Select(t => new TableFile(t.File, t.Bytes(result)))];
}
