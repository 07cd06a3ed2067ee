using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.References;

/// <summary>The folders of references under their hashes; equal references of any number of names and projects lie there once. A folder counts once the tables have it; any other is swept away at the next start.</summary>
public sealed partial class ReferenceStore(StateFolder folder, ReferenceTable table, ILogger<ReferenceStore> log)
{
    private const string Unfinished = ".part";

    /// <summary>Held while a folder is taken in or removed together with its row, so that neither sees the other half done.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Where the readers of references find one.</summary>
    public string PathOf(string sha256) => new ResultPlaces(folder.Reference(sha256)).Files;

    /// <summary>Begins a copy.</summary>
    public ReferencePart Begin() => new(Path.Combine(folder.References, Guid.NewGuid().ToString("N") + Unfinished));

    /// <summary>Takes a whole copy into the store; held under <see cref="Gate"/>. The caller then records it.</summary>
    public void Take(ReferencePart part, string sha256)
    {
        // Of a reference that is there, or of a crash before its row was.
        if (Directory.Exists(folder.Reference(sha256)) && table.IsReferred(sha256)) return;
        Drop(folder.Reference(sha256));
        part.Complete();
        Directory.Move(part.Root, folder.Reference(sha256));
        DirectoryFlush.Run(folder.References);
    }

    /// <summary>Removes the bytes of a reference that no row has any more; held under <see cref="Gate"/>.</summary>
    public void Release(string sha256)
    {
        if (!table.IsReferred(sha256)) Drop(folder.Reference(sha256));
    }

    /// <summary>Opens a file; what is not as it was stored is never handed out.</summary>
    /// <exception cref="Core.Errors.RefusedException">It is damaged.</exception>
    public BlockReader Open(string sha256, ReferenceFile file, string what)
    {
        var places = new ResultPlaces(folder.Reference(sha256));
        return BlockReader.Open(places.File(file.Path), places.FileBlocks(file.Path), file.Content, what, "Make the reference again, or bring it back from a backup.");
    }

    /// <summary>Removes folders that no reference has.</summary>
    public void Sweep()
    {
        var known = table.Contents().ToHashSet(StringComparer.Ordinal);
        foreach (string place in Directory.EnumerateDirectories(folder.References))
        {
            if (!known.Contains(Path.GetFileName(place))) Drop(place);
        }

        foreach (string lost in known.Where(k => !Directory.Exists(folder.Reference(k)))) Lost(log, lost);
    }

    private static void Drop(string place)
    {
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The files of the reference {Sha256} are not in the state folder; what reads it will fail. Bring them back from a backup")]
    private static partial void Lost(ILogger log, string sha256);
}
