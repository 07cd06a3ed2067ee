using System.IO.Hashing;
using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>A file of packed blocks while a task writes it, under a name of its own; it takes its place when it is whole.</summary>
/// <param name="path">The file.</param>
internal sealed class CellsFileWriter(string path) : IBlockScratch, IDisposable
{
    private readonly List<long> offsets = [];
    private readonly List<int> sizes = [];
    private readonly List<ulong> hashes = [];
    private string? part;
    private SafeFileHandle? handle;
    private long length;

    /// <inheritdoc/>
    public long Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (handle is null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                part = $"{path}.{Guid.NewGuid():N}{Steps.StepFile.Unfinished}";
                handle = File.OpenHandle(part, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
            }

            RandomAccess.Write(handle, bytes, length);
        }
        catch (Exception error) when (error is IOException or ArgumentOutOfRangeException or UnauthorizedAccessException)
        {
            throw new DiskSpaceException($"{path}: {bytes.Length / 1e6:0} MB of cells could not be written: {error.Message}", error);
        }

        offsets.Add(length);
        sizes.Add(bytes.Length);
        hashes.Add(XxHash3.HashToUInt64(bytes));
        length += bytes.Length;
        return offsets.Count - 1;
    }

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Read(IReadOnlyList<long> wanted)
    {
        foreach (long place in wanted) yield return CellsFiles.Load(handle!, part!, offsets[(int)place], sizes[(int)place], hashes[(int)place]);
    }

    /// <inheritdoc/>
    public void Free(long place)
    {
        // A task's blocks stay.
    }

    /// <summary>Brings the file to the disk and gives it its name.</summary>
    public CellsIndex Finish()
    {
        if (handle is not null)
        {
            RandomAccess.FlushToDisk(handle);
            handle.Dispose();
            handle = null;
            File.Move(part!, path, overwrite: true);
        }

        return new CellsIndex(length, [.. offsets], [.. sizes], [.. hashes]);
    }

    /// <summary>Removes what was not finished.</summary>
    public void Dispose()
    {
        if (handle is null) return;
        handle.Dispose();
        handle = null;
        File.Delete(part!);
    }
}
