using System.Security.Cryptography;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Client.Results;

/// <summary>Fetches one file: every chunk by its CRC-32C, the whole by its SHA-256; a broken line is gone on with where the bytes end.</summary>
/// <param name="caller">For its patience.</param>
/// <param name="file">What must come.</param>
/// <param name="read">Begins a call at an offset: chunks with their offsets.</param>
internal sealed class FileDownload(Caller caller, FileContent file, Func<long, CancellationToken, IAsyncEnumerable<(long Offset, ChecksummedData? Data)>> read)
{
    public async Task WriteAsync(string folder, Action<long> told, CancellationToken cancellation)
    {
        string place = Place(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = new FileStream(place, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        var backoff = new Backoff(caller.Options.Retry);
        while (target.Position < file.SizeBytes)
        {
            Failure failure;
            try
            {
                await foreach ((long offset, ChecksummedData? data) in read(target.Position, cancellation).ConfigureAwait(false))
                {
                    ReadOnlyMemory<byte> bytes = Checked(offset, data, target.Position);
                    await target.WriteAsync(bytes, cancellation).ConfigureAwait(false);
                    hash.AppendData(bytes.Span);
                    backoff.Reset();
                    told(target.Position);
                }

                if (target.Position >= file.SizeBytes) break;
                failure = Failure.Of(Damaged($"ends at {target.Position} of {file.SizeBytes} bytes"));
            }
            catch (RefusedException damage)
            {
                failure = Failure.Of(damage);
            }
            catch (RpcException error)
            {
                cancellation.ThrowIfCancellationRequested();
                failure = Failure.Of(error);
            }

            await backoff.WaitAsync(failure, cancellation).ConfigureAwait(false);
        }

        string found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (target.Position != file.SizeBytes || found != file.Sha256) throw Damaged($"has SHA-256 {found}, and {file.Sha256} was announced");
        target.Flush(flushToDisk: true);
    }

    /// <summary>Where a file belongs; a service that names a place outside of the folder is not believed.</summary>
    /// <exception cref="RefusedException">The path leads out of the folder.</exception>
    internal static string Place(string folder, string path)
    {
        string[] parts = path.Split('/');
        bool fits = parts.All(p => p.Length is > 0 and <= 255 && p is not ("." or "..") && !p.Any(c => char.IsControl(c) || c is '\\' or ':'));
        return fits ? Path.Combine([folder, .. parts]) : throw new RefusedException(ErrorReason.DataLoss, $"The result names a file '{path}', which is no place inside a result folder.");
    }

    private ReadOnlyMemory<byte> Checked(long offset, ChecksummedData? data, long due)
    {
        ReadOnlyMemory<byte> bytes = (data ?? throw Damaged($"has a chunk without data at {due}")).Content.Memory;
        if (offset != due || due + bytes.Length > file.SizeBytes) throw Damaged($"has a chunk of {bytes.Length} bytes at {offset} where {due} of {file.SizeBytes} was due");
        return Crc32C.Of(bytes.Span) == data.Crc32C ? bytes : throw Damaged($"has a chunk at {due} with another CRC-32C than it left with");
    }

    private RefusedException Damaged(string how) => new(ErrorReason.DataLoss, $"{file.Path} {how}; download it again.");
}
