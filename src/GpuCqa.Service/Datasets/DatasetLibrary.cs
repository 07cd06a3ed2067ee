using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Datasets;

/// <summary>Makes datasets out of checked files, shows them to the readers, and removes them.</summary>
public sealed partial class DatasetLibrary(StateFolder folder, BlobStore blobs, DatasetTable table, ILogger<DatasetLibrary> log)
{
    /// <summary>Path that the readers of <see cref="CellFiles"/> take: the file, or the folder of several.</summary>
    public string PathOf(DatasetRecord dataset) => dataset.Files.Count == 1 ? Path.Combine(View(dataset.Uid), dataset.Files[0].Path) : View(dataset.Uid);

    /// <summary>Path of one file of a dataset.</summary>
    public string PathOf(DatasetRecord dataset, StoredFile file) => Path.Combine(View(dataset.Uid), file.Path);

    /// <summary>What a caller says that files hold.</summary>
    /// <exception cref="InvalidParameterException">It is none that is known.</exception>
    public static DatasetContent Checked(DatasetContent content) => content switch
    {
        DatasetContent.Unspecified => DatasetContent.Cells,
        DatasetContent.Cells or DatasetContent.States or DatasetContent.GeneSets => content,
        _ => throw new InvalidParameterException($"content is {(int)content}; expected CONTENT_CELLS, CONTENT_STATES or CONTENT_GENE_SETS."),
    };

    /// <summary>Makes a dataset of blobs that are in the store; held under <see cref="BlobStore.Gate"/>.</summary>
    /// <exception cref="BadDataException">The files are not cells, states or gene sets, as the content says, that GpuCqa reads.</exception>
    /// <exception cref="RefusedException">The name is taken.</exception>
    public DatasetRecord Create(string project, string id, string displayName, string upload, IReadOnlyList<StoredFile> files, DatasetContent content)
    {
        var dataset = new DatasetRecord(project, id, Guid.NewGuid().ToString("N"), displayName, "", upload, DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()), files.OrderBy(f => f.Path, StringComparer.Ordinal).ToArray());
        Show(dataset);
        try
        {
            dataset = Recognized(dataset, content);
            if (!table.Add(dataset)) throw new RefusedException(ErrorReason.AlreadyExists, $"{dataset.Name} exists already.");
        }
        catch
        {
            Hide(dataset.Uid);
            throw;
        }

        return dataset;
    }

    /// <summary>Removes a dataset and the blobs that only it had; held under <see cref="BlobStore.Gate"/>.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="removed">Called once the tables do not have it any more; what a failure leaves of its bytes, the next start removes.</param>
    public void Remove(DatasetRecord dataset, Action? removed = null)
    {
        IReadOnlyList<string> unused = table.Remove(dataset);
        removed?.Invoke();
        foreach (string sha256 in unused) blobs.Remove(sha256);
        Hide(dataset.Uid);
    }

    /// <summary>Removes blobs and views that nothing refers to, what a crash left between two steps, and makes views that lead elsewhere anew.</summary>
    public void Sweep()
    {
        IReadOnlyList<DatasetRecord> all = table.All();
        var known = all.Select(d => d.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (DatasetRecord dataset in all)
        {
            // Of a folder that was restored or moved they are missing, or lead to where it was.
            if (dataset.Files.Any(f => new FileInfo(PathOf(dataset, f)).LinkTarget != Target(dataset, f)))
            {
                Hide(dataset.Uid);
                Show(dataset);
            }

            if (dataset.Files.FirstOrDefault(f => !File.Exists(blobs.Path(f.Sha256))) is { } lost) Lost(log, dataset.Name, lost.Path, lost.Sha256);
        }

        foreach (string view in Directory.EnumerateDirectories(folder.Views))
        {
            if (!known.Contains(Path.GetFileName(view))) Hide(Path.GetFileName(view));
        }

        foreach (string blob in Directory.EnumerateFiles(folder.Blobs, "*", SearchOption.AllDirectories))
        {
            if (!table.IsReferred(Path.GetFileName(blob))) File.Delete(blob);
        }
    }

    private string View(string uid) => Path.Combine(folder.Views, uid);

    private void Show(DatasetRecord dataset)
    {
        string view = View(dataset.Uid);
        foreach (StoredFile file in dataset.Files)
        {
            string link = Path.Combine(view, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Target(dataset, file));
        }
    }

    // Relative: the folder may be moved as a whole.
    private string Target(DatasetRecord dataset, StoredFile file) => Path.GetRelativePath(View(dataset.Uid), blobs.Path(file.Sha256));

    private void Hide(string uid)
    {
        if (Directory.Exists(View(uid))) Directory.Delete(View(uid), recursive: true);
    }

    // The place on the server's disk is no concern of a caller.
    private DatasetRecord Recognized(DatasetRecord dataset, DatasetContent content)
    {
        string path = PathOf(dataset);
        try
        {
            (string format, IReadOnlyList<string> notes) = content switch
            {
                DatasetContent.States => DatasetHeaders.OfStates(dataset.Files, path),
                DatasetContent.GeneSets => DatasetHeaders.OfGeneSets(dataset.Files, path),
                _ => DatasetHeaders.OfCells(dataset.Files, path),
            };
            return dataset with { Format = format, Notes = [.. notes.Select(n => Said(n))] };
        }
        catch (BadDataException error)
        {
            throw new BadDataException(dataset.Id, error.Place, Said(error.Message));
        }

        string Said(string message) => message.Replace(path + ": ", "", StringComparison.Ordinal).Replace(View(dataset.Uid) + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            .Replace(View(dataset.Uid), dataset.Id, StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Dataset}: '{File}' is not in the state folder (blob {Sha256}); what reads it will fail. Bring it back from a backup")]
    private static partial void Lost(ILogger log, string dataset, string file, string sha256);
}
