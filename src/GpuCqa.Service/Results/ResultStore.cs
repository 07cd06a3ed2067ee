using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Results;

/// <summary>The folders of finished analyses. A folder counts once the database has its manifest; any other is swept away at the next start.</summary>
public sealed class ResultStore(StateFolder folder, ManifestTable manifests)
{
    private const string Unfinished = ".part";

    /// <summary>Makes room for what an analysis will make; what an earlier attempt left goes.</summary>
    public ResultOutput Begin(string uid)
    {
        Drop(folder.Result(uid) + Unfinished);
        return new ResultOutput(folder.Result(uid) + Unfinished);
    }

    /// <summary>Takes a whole output into the store. The caller then records the manifest with <see cref="ManifestTable.Add"/>, in the transaction that ends the analysis.</summary>
    /// <returns>What is there, durable.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before the output was taken.</exception>
    public ResultManifest Take(string uid, ResultOutput output, CancellationToken cancellation)
    {
        ResultManifest manifest = output.Complete(cancellation);
        // A crash between the move and the transaction of an earlier attempt.
        Drop(folder.Result(uid));
        Directory.Move(output.Places.Root, folder.Result(uid));
        DirectoryFlush.Run(folder.Results);
        return manifest;
    }

    /// <summary>Removes the bytes of an analysis that the database no longer has; calls that read them end as they would have.</summary>
    public void Remove(string uid) => Drop(folder.Result(uid));

    /// <summary>Removes folders that no analysis has.</summary>
    public void Sweep()
    {
        var known = manifests.Analyses().ToHashSet(StringComparer.Ordinal);
        foreach (string place in Directory.EnumerateDirectories(folder.Results))
        {
            if (!known.Contains(Path.GetFileName(place))) Drop(place);
        }
    }

    /// <summary>Opens a table.</summary>
    /// <exception cref="Core.Errors.RefusedException">It is damaged.</exception>
    public BlockReader Open(string uid, ResultManifest.Table table, string what)
    {
        var places = new ResultPlaces(folder.Result(uid));
        return BlockReader.Open(places.Table(table.Name), places.TableBlocks(table.Name), table.Content, what);
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="Core.Errors.RefusedException">It is damaged.</exception>
    public BlockReader Open(string uid, ResultManifest.File file, string what)
    {
        var places = new ResultPlaces(folder.Result(uid));
        return BlockReader.Open(places.File(file.Path), places.FileBlocks(file.Path), file.Content, what);
    }

    private static void Drop(string place)
    {
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
    }
}
