using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Uploads;

/// <summary>Turns a whole upload into a dataset. A crash at any point leaves either an upload that can be finished again or the dataset.</summary>
public sealed class UploadFinish(UploadStore store, BlobStore blobs, DatasetTable datasets, DatasetLibrary library)
{
    /// <summary>Checks hashes, moves the files into the blob store, and makes the dataset.</summary>
    /// <exception cref="RefusedException">A file's content has another SHA-256 than was announced, or the dataset's name is taken; the upload is dropped.</exception>
    /// <exception cref="BadDataException">The files are not cells, states or gene sets, as the content says, that GpuCqa reads; the upload is dropped.</exception>
    public async Task<DatasetRecord> Run(UploadRecord upload, DatasetContent content, AuditNotes notes, CancellationToken cancellation)
    {
        await blobs.Gate.WaitAsync(cancellation);
        try
        {
            for (int i = 0; i < upload.Files.Count; i++) await Take(upload, i, cancellation);
            DatasetRecord made = library.Create(upload.Project, upload.Target, upload.DisplayName, upload.Id, upload.Files, content);
            notes.New(made.ToMessage());
            store.Discard(upload.Id);
            return made;
        }
        catch (GpuCqaException)
        {
            // The same bytes would fail again.
            store.Remove(upload.Id, () => notes.Old(upload.Announced()));
            foreach (StoredFile file in upload.Files.Where(f => !datasets.IsReferred(f.Sha256))) blobs.Remove(file.Sha256);
            throw;
        }
        finally
        {
            blobs.Gate.Release();
        }
    }

    private async Task Take(UploadRecord upload, int file, CancellationToken cancellation)
    {
        string place = store.PathOf(upload.Id, file), wanted = upload.Files[file].Sha256;
        // A crash after the move and before the dataset: the file is in the store already, checked.
        if (!File.Exists(place) && File.Exists(blobs.Path(wanted))) return;
        string found = await store.Hash(upload, file, cancellation);
        if (found != wanted) throw new RefusedException(ErrorReason.DataLoss, $"'{upload.Files[file].Path}' has SHA-256 {found} and {wanted} was announced; the upload is dropped, start again.");
        blobs.Take(place, wanted);
    }
}
