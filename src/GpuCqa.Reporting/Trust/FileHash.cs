using System.Security.Cryptography;

namespace GpuCqa.Reporting.Trust;

/// <summary>SHA-256 of files.</summary>
public static class FileHash
{
    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, within the file too.</exception>
    public static string Of(string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        byte[] buffer = new byte[1 << 18];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
