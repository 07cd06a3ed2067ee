using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Uploads;
using Grpc.Core;

namespace GpuCqa.Service.Datasets;

/// <summary>gpucqa.v1.DatasetService: datasets, and how their bytes come in.</summary>
[BindServiceMethod(typeof(ChunkBinder), nameof(ChunkBinder.Bind))]
public sealed class DatasetEndpoint(DatasetTable table, DatasetLibrary library, DatasetImport import, BlobStore blobs, UploadCalls uploads) : DatasetService.DatasetServiceBase
{
    private const string Pattern = "projects/{project}/datasets/{dataset}";

    /// <inheritdoc/>
    public override Task<Dataset> GetDataset(GetDatasetRequest request, ServerCallContext context) => Task.FromResult(Find(request.Name).ToMessage());

    /// <inheritdoc/>
    public override Task<ListDatasetsResponse> ListDatasets(ListDatasetsRequest request, ServerCallContext context)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], scope = request.Parent + "/datasets";
        int size = PageToken.Size(request.PageSize);
        IReadOnlyList<DatasetRecord> found = table.List(project, PageToken.Key(scope, request.PageToken), size + 1);
        return Task.FromResult(new ListDatasetsResponse
        {
            Datasets = { found.Take(size).Select(d => d.ToMessage()) },
            NextPageToken = found.Count > size ? PageToken.After(scope, found[size - 1].Id) : "",
        });
    }

    /// <inheritdoc/>
    public override async Task<Empty> DeleteDataset(DeleteDatasetRequest request, ServerCallContext context)
    {
        await blobs.Gate.WaitAsync(context.CancellationToken);
        try
        {
            DatasetRecord dataset = Find(request.Name);
            if (request.Etag.Length > 0 && request.Etag != dataset.Uid) throw new RefusedException(ErrorReason.Aborted, $"{request.Name} is another one than when it was read; read it again.");
            AuditNotes notes = AuditNotes.Of(context);
            notes.Add("content_sha256", dataset.Sha256);
            library.Remove(dataset, () => notes.Old(dataset.ToMessage()));
            return new Empty();
        }
        finally
        {
            blobs.Gate.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task<Dataset> ImportDataset(ImportDatasetRequest request, ServerCallContext context) =>
        (await import.Run(request, AuditNotes.Of(context), context.CancellationToken)).ToMessage();

    /// <inheritdoc/>
    public override Task<DatasetUpload> StartDatasetUpload(StartDatasetUploadRequest request, ServerCallContext context) => Task.FromResult(uploads.Start(request, AuditNotes.Of(context)));

    /// <inheritdoc/>
    public override Task<WriteDatasetUploadResponse> WriteDatasetUpload(IAsyncStreamReader<WriteDatasetUploadRequest> requestStream, ServerCallContext context) => uploads.Write(requestStream, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<DatasetUpload> GetDatasetUpload(GetDatasetUploadRequest request, ServerCallContext context) => Task.FromResult(uploads.Get(request.UploadId));

    /// <inheritdoc/>
    public override async Task<Dataset> FinishDatasetUpload(FinishDatasetUploadRequest request, ServerCallContext context) =>
        (await uploads.Finish(request.UploadId, DatasetLibrary.Checked(request.Content), AuditNotes.Of(context), context.CancellationToken)).ToMessage();

    /// <inheritdoc/>
    public override async Task<Empty> CancelDatasetUpload(CancelDatasetUploadRequest request, ServerCallContext context)
    {
        await uploads.Cancel(request.UploadId, AuditNotes.Of(context), context.CancellationToken);
        return new Empty();
    }

    private DatasetRecord Find(string name)
    {
        string[] parts = ResourceId.Parse("name", name, Pattern);
        return table.Find(parts[0], parts[1]) ?? throw new NotFoundException($"{name}: there is no such dataset.");
    }
}
