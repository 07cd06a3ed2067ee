using System.Security.Cryptography;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Progress;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Cli.Running;

/// <summary>Hashes the files that a result was made from.</summary>
public static class InputFiles
{
    private static readonly string[] TenxParts = ["matrix.mtx", "barcodes.tsv", "genes.tsv", "features.tsv"];

    /// <summary>SHA-256 of the sheet and of every file of cells, in sheet order.</summary>
    public static IReadOnlyList<InputRecord> Hash(string sheet, IReadOnlyList<Lot> lots, StepProgress progress, CancellationToken cancellation)
    {
        var files = new List<(string Label, string Path)> { ("cohort sheet", sheet) };
        foreach (string path in lots.Select(l => l.Path).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            string name = lots.First(l => l.Path == path).Name;
            files.AddRange(Parts(path).Select(part => ($"{name}/{Path.GetFileName(part)}", part)));
        }

        progress.Begin("hash inputs", files.Count);
        var records = new List<InputRecord>(files.Count);
        foreach ((string label, string path) in files)
        {
            cancellation.ThrowIfCancellationRequested();
            using FileStream stream = File.OpenRead(path);
            records.Add(new InputRecord(label, Path.GetFullPath(path), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream))));
            progress.Report(records.Count);
        }

        progress.End();
        return records;
    }

    // A folder stands for the parts of a 10x matrix in it or, as Cell Ranger 2 wrote them, in its genome folder.
    private static IEnumerable<string> Parts(string path) =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(f => TenxParts.Any(p => Path.GetFileName(f).Contains(p, StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal)
            : [path];
}
