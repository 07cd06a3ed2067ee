using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Formats.States;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Datasets;

/// <summary>Makes datasets out of checked files, shows them to the readers, and removes them.</summary>
public sealed class DatasetLibrary(StateFolder folder, BlobStore blobs, DatasetTable table)
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
        DatasetContent.Cells or DatasetContent.States => content,
        _ => throw new InvalidParameterException($"content is {(int)content}; expected CONTENT_CELLS or CONTENT_STATES."),
    };

    /// <summary>Makes a dataset of blobs that are in the store; held under <see cref="BlobStore.Gate"/>.</summary>
    /// <exception cref="BadDataException">The files are not cells, or states, that GpuCqa reads.</exception>
    /// <exception cref="RefusedException">The name is taken.</exception>
    public DatasetRecord Create(string project, string id, string displayName, string upload, IReadOnlyList<StoredFile> files, DatasetContent content)
    {
        var dataset = new DatasetRecord(project, id, Guid.NewGuid().ToString("N"), displayName, "", upload, DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()), files.OrderBy(f => f.Path, StringComparer.Ordinal).ToArray());
        Show(dataset);
        try
        {
            dataset = dataset with { Format = Recognize(dataset, content) };
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

    /// <summary>Removes blobs and views that nothing refers to: what a crash left between two steps.</summary>
    public void Sweep()
    {
        var known = table.Uids().ToHashSet(StringComparer.Ordinal);
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
            File.CreateSymbolicLink(link, blobs.Path(file.Sha256));
        }
    }

    private void Hide(string uid)
    {
        if (Directory.Exists(View(uid))) Directory.Delete(View(uid), recursive: true);
    }

    private string Recognize(DatasetRecord dataset, DatasetContent content)
    {
        string path = PathOf(dataset);
        try
        {
            if (content == DatasetContent.States) return StatesFormat(dataset, path);
            _ = CellFiles.Open(path, new CellFileOptions());
        }
        catch (NotFoundException)
        {
            // Sound, but of several genomes or layers: whoever reads it says which.
        }
        catch (BadDataException error)
        {
            // The place on the server's disk is no concern of a caller.
            throw new BadDataException(dataset.Id, error.Place, error.Message.Replace(path + ": ", "", StringComparison.Ordinal).Replace(View(dataset.Uid), dataset.Id, StringComparison.Ordinal));
        }

        return dataset.Files.Count > 1 ? "10x-folder" : CellLabels.IsH5ad(path) ? "hdf5"
            : dataset.Files[0].Path.Contains(".mtx", StringComparison.OrdinalIgnoreCase) ? "matrix-market" : "table";
    }

    // What its columns mean, the analysis says.
    private static string StatesFormat(DatasetRecord dataset, string path)
    {
        if (dataset.Files.Count > 1) throw new BadDataException(dataset.Id, null, "states stand in one table or one h5ad; found several files");
        CellLabels.Check(path);
        return CellLabels.IsH5ad(path) ? "states-hdf5" : "states-table";
    }
}
