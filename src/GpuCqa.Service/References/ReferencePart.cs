using GpuCqa.Service.Datasets;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.References;

/// <summary>The copy of a folder of a reference while it is made; gone when it is disposed of and nobody took it.</summary>
public sealed class ReferencePart : IDisposable
{
    private readonly ResultPlaces places;
    private readonly List<ReferenceFile> files = [];

    internal ReferencePart(string root)
    {
        places = new ResultPlaces(root);
        Directory.CreateDirectory(places.Files);
    }

    /// <summary>The folder as readers of references take it.</summary>
    public string Folder => places.Files;

    /// <summary>The files so far, by path.</summary>
    public IReadOnlyList<ReferenceFile> Files => [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];

    internal string Root => places.Root;

    /// <summary>Copies a file, block by block, and brings it to the disk.</summary>
    /// <param name="path">Its name in the folder.</param>
    /// <param name="blocks">Its bytes, in blocks of at most <see cref="BlockListWriter.BlockBytes"/>; each is used before the next is asked for.</param>
    /// <param name="stored">Told of each number of bytes that was written.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    public async Task<ReferenceFile> Add(string path, IAsyncEnumerable<ReadOnlyMemory<byte>> blocks, Action<long> stored, CancellationToken cancellation)
    {
        if (!StoredFile.IsUsable(path)) throw new ArgumentException($"'{path}' is no name of a file of a reference.", nameof(path));
        await using var target = new FileStream(places.File(path), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        using var list = new BlockListWriter(places.FileBlocks(path));
        await foreach (ReadOnlyMemory<byte> block in blocks.WithCancellation(cancellation))
        {
            list.Add(block.Length, block.Span);
            await target.WriteAsync(block, cancellation);
            stored(block.Length);
        }

        target.Flush(flushToDisk: true);
        var file = new ReferenceFile(path, list.Complete());
        files.Add(file);
        return file;
    }

    /// <summary>Brings the names to the disk; nothing may be added afterwards.</summary>
    internal void Complete()
    {
        foreach (string folder in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories)) DirectoryFlush.Run(folder);
        DirectoryFlush.Run(Root);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }
}
