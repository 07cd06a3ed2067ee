using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace GpuCqa.Service.Uploads;

/// <summary>
/// SHA-256 of the files of uploads as far as they are written, so that a whole file need not be read again. They are in memory only: what a restart
/// or a failed write lost is read from the disk at the end.
/// </summary>
public sealed class RunningHashes : IDisposable
{
    private readonly ConcurrentDictionary<(string Upload, int File), (IncrementalHash Hash, long Length)> held = new();

    /// <summary>The hash of just so many bytes, no longer held, or null; a new one for no bytes.</summary>
    public IncrementalHash? Take(string upload, int file, long length)
    {
        if (held.TryRemove((upload, file), out (IncrementalHash Hash, long Length) found))
        {
            if (found.Length == length) return found.Hash;
            found.Hash.Dispose();
        }

        return length == 0 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    /// <summary>Holds a hash of so many bytes until the next write or the end.</summary>
    public void Hold(string upload, int file, IncrementalHash hash, long length) => held[(upload, file)] = (hash, length);

    /// <summary>Forgets an upload.</summary>
    public void Forget(string upload)
    {
        foreach ((string Upload, int File) key in held.Keys.Where(k => k.Upload == upload))
        {
            if (held.TryRemove(key, out (IncrementalHash Hash, long Length) found)) found.Hash.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((IncrementalHash hash, _) in held.Values) hash.Dispose();
        held.Clear();
    }
}
