using System.Runtime.CompilerServices;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Uploads;

namespace GpuCqa.Service.References;

/// <summary>References whose files callers bring. A crash at any point leaves either an upload that can be finished again or the reference.</summary>
public sealed class ReferenceUploads(UploadCalls uploads, UploadStore bytes, ReferenceLibrary library, ReferenceStore store, ReferenceTable table, Database database, DiskRoom disk, ServiceOptions options, TimeProvider clock)
{
    /// <summary>Opens an upload, or gives the one that the same request opened.</summary>
    public DatasetUpload Start(StartReferenceUploadRequest request, AuditNotes notes)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], name = ReferenceLibrary.Name(project, request.ReferenceId);
        IReadOnlyList<StoredFile> files = StoredFile.CheckedFolder(request.Files, options.MaxFileBytes);
        ReferenceText.Check("display_name", request.DisplayName);
        string hash = RequestId.Hash(request.RequestId, request);
        library.RequireFree(name);
        return uploads.Open(UploadRecord.New(project, UploadRecord.References, request.ReferenceId, request.DisplayName, clock.GetUtcNow(), files), request.RequestId, hash, notes);
    }

    /// <summary>Makes the reference; a second call gives the same one.</summary>
    /// <exception cref="PreconditionException">Bytes are missing.</exception>
    /// <exception cref="RefusedException">A file's content has another SHA-256 than was announced, or the name is taken; the upload is dropped.</exception>
    /// <exception cref="BadDataException">The files are no reference that this service reads; the upload is dropped.</exception>
    public async Task<FrozenReference> Finish(string id, AuditNotes notes, CancellationToken cancellation)
    {
        if (table.OfUpload(id) is { } made) return made;
        return await uploads.Whole(id, UploadRecord.References, () => table.OfUpload(id), upload => Finish(upload, notes, cancellation), cancellation);
    }

    private async Task<FrozenReference> Finish(UploadRecord upload, AuditNotes notes, CancellationToken cancellation)
    {
        using DiskRoom.Promise room = disk.Begin();
        database.InTransaction(s =>
        {
            disk.Require(s, "no reference begins", upload.Files.Sum(f => f.Size), room);
            return true;
        });
        try
        {
            using ReferencePart part = store.Begin();
            for (int i = 0; i < upload.Files.Count; i++)
            {
                StoredFile announced = upload.Files[i];
                ReferenceFile found = await part.Add(announced.Path, Blocks(bytes.PathOf(upload.Id, i), cancellation), room.Store, cancellation);
                if (found.Content.Sha256 != announced.Sha256)
                    throw new RefusedException(ErrorReason.DataLoss, $"'{announced.Path}' has SHA-256 {found.Content.Sha256} and {announced.Sha256} was announced; the upload is dropped, start again.");
            }

            var asked = new FrozenReference { Name = upload.Name, DisplayName = upload.DisplayName };
            (FrozenReference made, _) = await library.Keep(part, asked, upload.Id, "", "", cancellation);
            notes.New(made);
            bytes.Discard(upload.Id);
            return made;
        }
        catch (GpuCqaException error) when (error.Reason is ErrorReason.BadData or ErrorReason.DataLoss or ErrorReason.AlreadyExists)
        {
            // The same bytes would fail again.
            bytes.Remove(upload.Id, () => notes.Old(upload.Announced()));
            throw;
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Blocks(string file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        byte[] buffer = new byte[BlockListWriter.BlockBytes];
        await using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        for (int read; (read = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0;) yield return buffer.AsMemory(0, read);
    }
}
