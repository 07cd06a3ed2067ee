using System.Security.Cryptography;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Inputs;

/// <summary>The files that a result is made from, and their hashes.</summary>
public static class InputFiles
{
    private static readonly string[] TenxParts = ["matrix.mtx", "barcodes.tsv", "genes.tsv", "features.tsv"];

    /// <summary>The sheet and every file of cells, in sheet order.</summary>
    public static IReadOnlyList<InputFile> OfSheet(string sheet, IEnumerable<Lot> lots)
    {
        var files = new List<InputFile> { new("cohort sheet", sheet, Path.GetFullPath(sheet)) };
        foreach (Lot lot in lots.Where(l => l.Path is not null).DistinctBy(l => l.Path, StringComparer.Ordinal)) files.AddRange(OfCells(lot.Name, lot.Path!));
        return files;
    }

    /// <summary>The files of one path of cells.</summary>
    /// <param name="label">First part of their labels.</param>
    /// <param name="path">File or folder.</param>
    public static IReadOnlyList<InputFile> OfCells(string label, string path)
    {
        string[] parts = [.. Parts(path)];
        // Exports of one lot have files of the same names in folders of their own.
        bool alike = parts.Select(p => Path.GetFileName(p)).Distinct(StringComparer.Ordinal).Count() < parts.Length && Directory.Exists(path);
        return [.. parts.Select(part => new InputFile($"{label}/{(alike ? Path.GetRelativePath(path, part).Replace('\\', '/') : Path.GetFileName(part))}", part, Path.GetFullPath(part)))];
    }

    /// <summary>SHA-256 of every file.</summary>
    /// <exception cref="RefusedException">A file has another SHA-256 than it is known to have.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, within a file too.</exception>
    public static IReadOnlyList<InputRecord> Hash(IReadOnlyList<InputFile> files, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("hash inputs", files.Count);
        var records = new List<InputRecord>(files.Count);
        byte[] buffer = new byte[1 << 20];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (InputFile file in files)
        {
            using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }

            string found = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (file.Sha256 is { } known && known != found) throw new RefusedException(ErrorReason.DataLoss, $"{file.Shown} has SHA-256 {found}, expected {known}: its bytes were damaged after they were stored.");
            records.Add(new InputRecord(file.Label, file.Shown, stream.Length, found));
            progress.Report(records.Count);
        }

        progress.End();
        return records;
    }

    // A matrix stands for the names beside it too; a folder of several genomes for all that is in it.
    private static IEnumerable<string> Parts(string path)
    {
        IReadOnlyList<string> parts;
        try
        {
            parts = CellFiles.Parts(path);
        }
        catch (BadDataException) when (Directory.Exists(path))
        {
            parts = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => TenxParts.Any(p => Path.GetFileName(f).Contains(p, StringComparison.OrdinalIgnoreCase)))];
        }

        return parts.Order(StringComparer.Ordinal);
    }
}
