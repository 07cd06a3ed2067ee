using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Datasets;

/// <summary>Copies files from under an import root; what changes there afterwards does not change the dataset.</summary>
public sealed class DatasetImport(ImportRoots roots, StateFolder folder, BlobStore blobs, DatasetTable table, DatasetLibrary library, Database database, ProjectQuota quota, DiskRoom disk)
{
    /// <summary>Imports, or with validate_only checks without keeping anything.</summary>
    /// <exception cref="RefusedException">The path is outside of the roots, the bytes do not fit, the name is taken, or the request id belongs to another request.</exception>
    public async Task<DatasetRecord> Run(ImportDatasetRequest request, AuditNotes notes, CancellationToken cancellation)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], id = ResourceId.Checked("dataset_id", request.DatasetId);
        DatasetContent content = DatasetLibrary.Checked(request.Content);
        string hash = RequestId.Hash(request.RequestId, request);
        if (request.RequestId.Length > 0 && database.Run(s => s.Query("SELECT sha256 FROM requests WHERE project = @p AND id = @i", r => r.GetString(0), ("@p", project), ("@i", request.RequestId)).SingleOrDefault()) is { } earlier)
        {
            RequestId.SameOrRefuse(request.RequestId, hash, earlier);
            if (table.Find(project, id) is { } made) return made;
        }

        IReadOnlyList<(string Name, string Place)> sources = roots.Files(project, request.Path);
        // Before copying for an hour; and again when it is known what was copied.
        using DiskRoom.Promise room = disk.Begin();
        long looked = 0, announced = sources.Sum(s => new FileInfo(s.Place).Length);
        database.InTransaction(s =>
        {
            quota.Require(s, project, announced);
            disk.Require(s, "no import begins", announced, room);
            return true;
        });
        string work = Path.Combine(folder.Uploads, "import-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(work);
        try
        {
            var files = new List<StoredFile>();
            foreach ((string name, string place) in sources)
            {
                (string sha256, long size) = await BlobStore.Copy(place, Path.Combine(work, name), Stored, cancellation);
                files.Add(new StoredFile(name, size, sha256));
            }

            await blobs.Gate.WaitAsync(cancellation);
            try
            {
                database.Run(s =>
                {
                    quota.Require(s, project, files.Sum(f => f.Size));
                    return true;
                });
                foreach (StoredFile file in files) blobs.Take(Path.Combine(work, file.Path), file.Sha256);
                try
                {
                    DatasetRecord dataset = library.Create(project, id, request.DisplayName, "", files, content);
                    if (request.ValidateOnly) library.Remove(dataset);
                    else notes.New(dataset.ToMessage());
                    if (!request.ValidateOnly && request.RequestId.Length > 0) database.InTransaction(s => RequestId.Taken(s, project, request.RequestId, hash, dataset.Name));
                    return dataset;
                }
                catch
                {
                    foreach (StoredFile file in files.Where(f => !table.IsReferred(f.Sha256))) blobs.Remove(file.Sha256);
                    throw;
                }
            }
            finally
            {
                blobs.Gate.Release();
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        void Stored(long bytes)
        {
            room.Store(bytes);
            if ((looked += bytes) < DiskRoom.LookBytes) return;
            // Its own room was kept for it; something else may have taken that.
            looked = 0;
            disk.Require("no bytes are taken");
        }
    }
}
