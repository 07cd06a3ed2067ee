using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.V1;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.References;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Naming;
using GpuCqa.Service.References.Labels;
using GpuCqa.Service.Results;
using Grpc.Core;

namespace GpuCqa.Service.References;

/// <summary>gpucqa.v1.ReferenceService: references, their files, and labels of a few cells.</summary>
public sealed partial class ReferenceEndpoint(
    ReferenceTable table, ReferenceLibrary library, ReferenceCreation creation, ReferenceUploads uploads, ReferenceStore store, LoadedReferences loaded, LabelCalls labels, ILogger<ReferenceEndpoint> log) : ReferenceService.ReferenceServiceBase
{
    private const string Pattern = "projects/{project}/references/{reference}";

    /// <inheritdoc/>
    public override Task<FrozenReference> CreateReference(CreateReferenceRequest request, ServerCallContext context) => creation.Run(request, AuditNotes.Of(context), context.CancellationToken);

    /// <inheritdoc/>
    public override Task<DatasetUpload> StartReferenceUpload(StartReferenceUploadRequest request, ServerCallContext context) => Task.FromResult(uploads.Start(request, AuditNotes.Of(context)));

    /// <inheritdoc/>
    public override Task<FrozenReference> FinishReferenceUpload(FinishReferenceUploadRequest request, ServerCallContext context) => uploads.Finish(request.UploadId, AuditNotes.Of(context), context.CancellationToken);

    /// <inheritdoc/>
    public override Task<FrozenReference> GetReference(GetReferenceRequest request, ServerCallContext context) => Task.FromResult(Find(request.Name));

    /// <inheritdoc/>
    public override Task<ListReferencesResponse> ListReferences(ListReferencesRequest request, ServerCallContext context)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], scope = $"{request.Parent}/references {request.ReferenceSha256}";
        int size = PageToken.Size(request.PageSize);
        IReadOnlyList<FrozenReference> found = table.List(project, request.ReferenceSha256, PageToken.Key(scope, request.PageToken), size + 1);
        return Task.FromResult(new ListReferencesResponse
        {
            References = { found.Take(size) },
            NextPageToken = found.Count > size ? PageToken.After(scope, found[size - 1].Name.Split('/')[^1]) : "",
        });
    }

    /// <inheritdoc/>
    public override async Task<Empty> DeleteReference(DeleteReferenceRequest request, ServerCallContext context)
    {
        FrozenReference reference = Find(request.Name);
        if (request.Etag.Length > 0 && request.Etag != reference.Etag) throw new RefusedException(ErrorReason.Aborted, $"{request.Name} is another one than when it was read; read it again.");
        AuditNotes notes = AuditNotes.Of(context);
        notes.Add("content_sha256", reference.ReferenceSha256);
        await library.Remove(reference, notes.Old, context.CancellationToken);
        if (!table.IsReferred(reference.ReferenceSha256)) loaded.Drop(reference.ReferenceSha256);
        return new Empty();
    }

    /// <inheritdoc/>
    public override async Task ReadReferenceFile(ReadReferenceFileRequest request, IServerStreamWriter<ReadReferenceFileResponse> responseStream, ServerCallContext context)
    {
        FrozenReference reference = Find(request.Name);
        ReferenceFile file = table.File(reference.ReferenceSha256, request.Path) ?? throw new NotFoundException($"{request.Name} has no file of that path; Reference.files names those that are.");
        if (request.ReadOffset < 0) throw new InvalidParameterException($"read_offset is {request.ReadOffset}; expected 0 or more.");
        if (request.ReadOffset > file.Content.Size) throw new RefusedException(ErrorReason.OutOfRange, $"'{file.Path}' has {file.Content.Size} bytes; read_offset {request.ReadOffset} is past the end.");
        AuditNotes.Of(context).Add("file", file.Path);
        AuditNotes.Of(context).Add("content_sha256", file.Content.Sha256);
        await Checked(reference, file.Path, async () =>
        {
            using BlockReader reader = store.Open(reference.ReferenceSha256, file, $"'{file.Path}'");
            await new BlockSender(reader).Bytes(request.ReadOffset, file.Content.Size, (offset, data, cancellation) => responseStream.WriteAsync(new ReadReferenceFileResponse { ReadOffset = offset, Data = data }, cancellation), context.CancellationToken);
            return true;
        });
    }

    /// <inheritdoc/>
    public override async Task<ReferenceGenes> GetReferenceGenes(GetReferenceGenesRequest request, ServerCallContext context)
    {
        FrozenReference reference = Find(request.Name);
        FeatureTable genes = await Checked(reference, "The genes", () => Task.Run(() => ReferenceFolder.ReadGenes(store.PathOf(reference.ReferenceSha256)), context.CancellationToken));
        return new ReferenceGenes { ReferenceSha256 = reference.ReferenceSha256, GeneIds = { genes.Ids }, GeneNames = { genes.Names } };
    }

    /// <inheritdoc/>
    public override Task<LabelCellsResponse> LabelCells(LabelCellsRequest request, ServerCallContext context)
    {
        FrozenReference reference = Find(request.Name);
        return Checked(reference, "A file", () => labels.Run(reference.ReferenceSha256, request, context.CancellationToken));
    }

    private FrozenReference Find(string name)
    {
        string[] parts = ResourceId.Parse("name", name, Pattern);
        return table.Find(parts[0], parts[1]) ?? throw new NotFoundException($"{name}: there is no such reference.");
    }

    // Its bytes were checked when it was made: what is wrong with them now is damage, the operator's concern too, unless they went with the reference.
    private async Task<T> Checked<T>(FrozenReference reference, string what, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is BadDataException || error is RefusedException { Reason: ErrorReason.DataLoss })
        {
            if (table.OfUid(reference.Etag) is null) throw new NotFoundException($"{reference.Name} was deleted.");
            // Whole, and yet not to be read: its checksums hold, what they are of does not fit together.
            if (error is BadDataException unread && !unread.Message.Contains("was changed", StringComparison.Ordinal) && !unread.Message.Contains("is missing", StringComparison.Ordinal) && !unread.Message.Contains("cannot be read", StringComparison.Ordinal))
                throw ReferenceLibrary.Shown(unread, store.PathOf(reference.ReferenceSha256), reference.Name);
            Damage(log, what, reference.ReferenceSha256, error.Message);
            throw error as RefusedException ?? new RefusedException(ErrorReason.DataLoss, $"{what} of {reference.Name} is damaged on the server's disk. Make the reference again, or bring it back from a backup.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} of the reference {Sha256} is damaged: {Finding}")]
    private static partial void Damage(ILogger log, string what, string sha256, string finding);
}
