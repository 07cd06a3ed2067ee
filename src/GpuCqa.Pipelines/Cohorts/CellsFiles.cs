using System.IO.Hashing;
using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Files of packed blocks that tasks wrote, read where they lie; each block against its checksum.</summary>
internal sealed class CellsFiles : IBlockScratch, IDisposable
{
    private const int FileBits = 32;

    private readonly List<(string Path, CellsIndex Index, SafeFileHandle? Handle)> files = [];

    /// <summary>Adds a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="index">What lies where in it.</param>
    /// <param name="blocks">Blocks of it, by their places in it.</param>
    /// <returns>The same blocks by what they are read by here.</returns>
    /// <exception cref="BadDataException">The file is torn.</exception>
    public IEnumerable<ShelvedBlock> Add(string path, CellsIndex index, IReadOnlyList<ShelvedBlock> blocks)
    {
        if (index.Offsets.Length == 0) return [];
        if (!File.Exists(path)) throw new PreconditionException($"{path}: is missing, although what is beside it says that it was written. Remove that, and 'gpucqa cohort resume' makes both again.");
        long found = new FileInfo(path).Length;
        if (found != index.Length) throw new BadDataException(path, null, $"has {found} bytes, expected {index.Length}: it is torn. Remove it and the file beside it, and 'gpucqa cohort resume' makes both again");
        long file = files.Count;
        files.Add((path, index, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete)));
        return blocks.Select(b => b with { Place = (file << FileBits) | b.Place });
    }

    /// <inheritdoc/>
    public long Write(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("Files of cells that tasks wrote are not written to.");

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Read(IReadOnlyList<long> wanted)
    {
        foreach (long place in wanted)
        {
            (string path, CellsIndex index, SafeFileHandle? handle) = files[(int)(place >> FileBits)];
            int block = (int)(place & uint.MaxValue);
            yield return Load(handle!, path, index.Offsets[block], index.Bytes[block], index.Hashes[block]);
        }
    }

    /// <inheritdoc/>
    public void Free(long place)
    {
        // Other tasks read them.
    }

    /// <summary>Lets go of the files.</summary>
    public void Dispose()
    {
        foreach ((_, _, SafeFileHandle? handle) in files) handle?.Dispose();
        files.Clear();
    }

    /// <summary>Reads a block.</summary>
    /// <exception cref="BadDataException">It is not what was written.</exception>
    internal static byte[] Load(SafeFileHandle handle, string path, long offset, int size, ulong hash)
    {
        byte[] bytes = new byte[size];
        for (int done = 0; done < size;)
        {
            int read = RandomAccess.Read(handle, bytes.AsSpan(done), offset + done);
            if (read == 0) throw new BadDataException(path, $"byte {offset + done}", "it ends here: it is torn");
            done += read;
        }

        return XxHash3.HashToUInt64(bytes) == hash ? bytes : throw new BadDataException(path, $"block at byte {offset}", "its bytes are not those that were written");
    }
}
