using System.IO.Hashing;
using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace GpuCqa.Pipelines.Scratch;

/// <summary>Blocks of bytes in files of a folder, each with its XXH3 checksum; the next is read on another thread while one is worked on.</summary>
/// <param name="folder">Makes the folder when the first block comes.</param>
/// <param name="fileBytes">Bytes from which a new file is begun; a file goes as soon as none of its blocks is needed.</param>
public sealed class ScratchBlocks(Func<string> folder, long fileBytes = ScratchBlocks.DefaultFileBytes) : IBlockScratch, IDisposable
{
    /// <summary>Default size of a file.</summary>
    public const long DefaultFileBytes = 256L << 20;

    private readonly List<Place> places = [];
    private readonly List<ScratchFile?> files = [];

    private string? path;

    /// <inheritdoc/>
    public long Write(ReadOnlySpan<byte> bytes)
    {
        if (files.Count == 0 || files[^1] is not { } file || file.Length >= fileBytes) files.Add(file = Begin());
        try
        {
            RandomAccess.Write(file.Handle, bytes, file.Length);
        }
        // A file that may not grow, by its file system or a limit of the user, is an argument out of range to the runtime.
        catch (Exception error) when (error is IOException or ArgumentOutOfRangeException)
        {
            throw new DiskSpaceException($"{file.Path}: {bytes.Length / 1e6:0} MB of cells could not be kept as scratch: {error.Message} Free the disk, name another folder by --scratch, or allow more by --memory.", error);
        }

        places.Add(new Place(files.Count - 1, file.Length, bytes.Length, XxHash3.HashToUInt64(bytes)));
        file.Length += bytes.Length;
        file.Blocks++;
        return places.Count - 1;
    }

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Read(IReadOnlyList<long> wanted)
    {
        byte[] used = [], other = [];
        Task<byte[]>? ahead = null;
        try
        {
            for (int i = 0; i < wanted.Count; i++)
            {
                Place place = places[(int)wanted[i]];
                byte[] next = ahead is null ? Load(files[place.File]!, place, other) : ahead.GetAwaiter().GetResult();
                (used, other, ahead) = (next, used, null);
                if (i + 1 < wanted.Count)
                {
                    (Place following, byte[] buffer) = (places[(int)wanted[i + 1]], other);
                    ScratchFile file = files[following.File]!;
                    ahead = Task.Run(() => Load(file, following, buffer));
                }

                yield return used.AsMemory(0, place.Bytes);
            }
        }
        finally
        {
            // Who stops early must not leave a reader of a file that may be gone; what it found damaged nobody asked for.
            if (ahead is not null) ((IAsyncResult)ahead).AsyncWaitHandle.WaitOne();
        }
    }

    /// <inheritdoc/>
    public void Free(long place)
    {
        int file = places[(int)place].File;
        if (--files[file]!.Blocks > 0) return;
        files[file]!.Dispose();
        files[file] = null;
    }

    /// <summary>Removes the files.</summary>
    public void Dispose()
    {
        foreach (ScratchFile? file in files) file?.Dispose();
        places.Clear();
        files.Clear();
    }

    private ScratchFile Begin()
    {
        path ??= folder();
        string name = Path.Combine(path, $"cells-{files.Count}");
        return new ScratchFile(name, File.OpenHandle(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read));
    }

    private static byte[] Load(ScratchFile file, Place place, byte[] buffer)
    {
        if (buffer.Length < place.Bytes) buffer = new byte[place.Bytes];
        Span<byte> bytes = buffer.AsSpan(0, place.Bytes);
        for (int done = 0; done < bytes.Length;)
        {
            int read = RandomAccess.Read(file.Handle, bytes[done..], place.At + done);
            if (read == 0) throw Damaged(file, place, "it is shorter than what was written");
            done += read;
        }

        if (XxHash3.HashToUInt64(bytes) != place.Hash) throw Damaged(file, place, "its bytes are not what was written");
        return buffer;
    }

    private static BadDataException Damaged(ScratchFile file, Place place, string finding) =>
        new(file.Path, $"scratch block at byte {place.At}", $"{finding}; the disk or another program changed it. Run again, on another disk (--scratch) if it recurs.");

    private readonly record struct Place(int File, long At, int Bytes, ulong Hash);

    private sealed class ScratchFile(string path, SafeFileHandle handle) : IDisposable
    {
        public string Path { get; } = path;

        public SafeFileHandle Handle { get; } = handle;

        public long Length { get; set; }

        public int Blocks { get; set; }

        public void Dispose()
        {
            Handle.Dispose();
            File.Delete(Path);
        }
    }
}
