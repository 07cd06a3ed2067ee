using System.Buffers;
using System.Security.Cryptography;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;

namespace GpuCqa.Client.Uploads;

/// <summary>A file as it was when it was hashed.</summary>
/// <param name="Name">Name on the service.</param>
/// <param name="Place">Path here.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Last write.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record LocalFile(string Name, string Place, long Size, DateTime Modified, string Sha256)
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Whether the file on the disk is no longer the one that was hashed.</summary>
    public bool Changed => Info(Place) is var now && (!now.Exists || now.Length != Size || now.LastWriteTimeUtc != Modified);

    /// <summary>Hashes a file.</summary>
    /// <exception cref="BadDataException">It cannot be read, or is empty.</exception>
    public static async Task<LocalFile> HashAsync(string place, Action<long> read, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using FileStream stream = Open(place);
            DateTime modified = Info(place).LastWriteTimeUtc;
            long size = 0;
            for (int got; (got = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                hash.AppendData(buffer, 0, got);
                read(size += got);
            }

            if (size == 0) throw new BadDataException(place, null, "the file is empty");
            return new LocalFile(NameOf(place), place, size, modified, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(place, null, $"cannot be read: {error.Message}", error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Opens the file for reading from front to back.</summary>
    public static FileStream Open(string place) => new(place, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>What the disk says of a file; of the file behind a link, not of the link.</summary>
    public static FileInfo Info(string place) => new FileInfo(place) is var info && info.Exists && info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : info;

    /// <summary>The name of a file in the letters that the service takes.</summary>
    public static string NameOf(string place) => PortableName.Of(place);
}
