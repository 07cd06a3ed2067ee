using System.Security.Cryptography;

namespace GpuCqa.Service.Storage;

/// <summary>Whole files under the SHA-256 of their content; equal files are stored once.</summary>
public sealed class BlobStore(StateFolder folder)
{
    /// <summary>Held while blobs are taken in and while unused ones are removed, so that neither sees the other half done.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Where a blob lies, whether or not it is there.</summary>
    public string Path(string sha256) => System.IO.Path.Combine(folder.Blobs, sha256[..2], sha256);

    /// <summary>Moves a file that is durable and checked into the store; the file is gone afterwards.</summary>
    public void Take(string file, string sha256)
    {
        string target = Path(sha256);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        if (File.Exists(target)) File.Delete(file);
        else File.Move(file, target);
    }

    /// <summary>Copies a file into a place of its own, durable, and hashes it on the way.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">The copy.</param>
    /// <param name="stored">Told of each number of bytes that was written.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>Lower-case hex and the number of bytes.</returns>
    public static async Task<(string Sha256, long Size)> Copy(string source, string target, Action<long> stored, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 20];
        long size = 0;
        await using var input = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
        await using var output = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        for (int read; (read = await input.ReadAsync(buffer, cancellation)) > 0; size += read)
        {
            hash.AppendData(buffer, 0, read);
            await output.WriteAsync(buffer.AsMemory(0, read), cancellation);
            stored(read);
        }

        output.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static async Task<string> Hash(string file, CancellationToken cancellation)
    {
        await using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan | FileOptions.Asynchronous);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(input, cancellation));
    }

    /// <summary>Removes a blob if it is there.</summary>
    public void Remove(string sha256)
    {
        if (File.Exists(Path(sha256))) File.Delete(Path(sha256));
    }
}
