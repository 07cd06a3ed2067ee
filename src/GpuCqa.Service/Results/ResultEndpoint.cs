using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Naming;
using Grpc.Core;

namespace GpuCqa.Service.Results;

/// <summary>gpucqa.v1.ResultService: what finished analyses made.</summary>
public sealed partial class ResultEndpoint(IAnalysisLookup analyses, ManifestTable manifests, ResultStore store, ILogger<ResultEndpoint> log) : ResultService.ResultServiceBase
{
    private const string Parent = "projects/{project}/analyses/{analysis}";

    /// <inheritdoc/>
    public override Task<ListResultsResponse> ListResults(ListResultsRequest request, ServerCallContext context)
    {
        string uid = Finished(request.Parent), scope = request.Parent + "/results";
        int size = PageToken.Size(request.PageSize);
        IReadOnlyList<ResultManifest.Table> found = manifests.Tables(uid, PageToken.Key(scope, request.PageToken), size + 1);
        return Task.FromResult(new ListResultsResponse
        {
            Results = { found.Take(size).Select(t => new Result { Name = $"{scope}/{t.Name}", Schema = t.Schema, SizeBytes = t.Content.Size, Sha256 = t.Content.Sha256 }) },
            NextPageToken = found.Count > size ? PageToken.After(scope, found[size - 1].Name) : "",
        });
    }

    /// <inheritdoc/>
    public override Task<ListResultFilesResponse> ListResultFiles(ListResultFilesRequest request, ServerCallContext context)
    {
        string uid = Finished(request.Parent), scope = request.Parent + "/files";
        int size = PageToken.Size(request.PageSize);
        IReadOnlyList<ResultManifest.File> found = manifests.Files(uid, PageToken.Key(scope, request.PageToken), size + 1);
        return Task.FromResult(new ListResultFilesResponse
        {
            Files = { found.Take(size).Select(f => new FileContent { Path = f.Path, SizeBytes = f.Content.Size, Sha256 = f.Content.Sha256 }) },
            NextPageToken = found.Count > size ? PageToken.After(scope, found[size - 1].Path) : "",
        });
    }

    /// <inheritdoc/>
    public override async Task ReadResult(ReadResultRequest request, IServerStreamWriter<ReadResultResponse> responseStream, ServerCallContext context)
    {
        string[] parts = ResourceId.Parse("name", request.Name, Parent + "/results/{result}");
        string parent = $"projects/{parts[0]}/analyses/{parts[1]}", uid = Finished(parent);
        ResultManifest.Table table = manifests.Table(uid, parts[2]) ?? throw new NotFoundException($"{request.Name}: there is no such result; ListResults names those that are.");
        long first = request.RowOffset, rows = table.Schema.RowCount;
        if (first < 0 || request.RowCount < 0) throw new InvalidParameterException($"row_offset is {first} and row_count {request.RowCount}; expected 0 or more.");
        if (first > rows || request.RowCount > rows - first) throw new RefusedException(ErrorReason.OutOfRange, $"{request.Name} has {rows} rows; row_offset {first} and row_count {request.RowCount} pass the end.");
        ColumnChoice choice = ColumnChoice.Of(table.Schema, request.Columns, request.Name);
        AuditNotes.Of(context).Add("content_sha256", table.Content.Sha256);
        long end = request.RowCount == 0 ? rows : first + request.RowCount;
        await Checked(parent, uid, request.Name, async () =>
        {
            using BlockReader reader = store.Open(uid, table, request.Name);
            await responseStream.WriteAsync(new ReadResultResponse { Schema = choice.Schema }, context.CancellationToken);
            await new BlockSender(reader).Rows(choice, first, end, (block, cancellation) => responseStream.WriteAsync(new ReadResultResponse { Block = block }, cancellation), context.CancellationToken);
        });
    }

    /// <inheritdoc/>
    public override async Task ReadResultFile(ReadResultFileRequest request, IServerStreamWriter<ReadResultFileResponse> responseStream, ServerCallContext context)
    {
        string uid = Finished(request.Parent);
        ResultManifest.File file = manifests.File(uid, request.Path) ?? throw new NotFoundException($"{request.Parent} has no file of that path; ListResultFiles names those that are.");
        if (request.ReadOffset < 0) throw new InvalidParameterException($"read_offset is {request.ReadOffset}; expected 0 or more.");
        if (request.ReadOffset > file.Content.Size) throw new RefusedException(ErrorReason.OutOfRange, $"'{file.Path}' has {file.Content.Size} bytes; read_offset {request.ReadOffset} is past the end.");
        AuditNotes.Of(context).Add("file", file.Path);
        AuditNotes.Of(context).Add("content_sha256", file.Content.Sha256);
        await Checked(request.Parent, uid, file.Path, async () =>
        {
            using BlockReader reader = store.Open(uid, file, $"'{file.Path}'");
            await new BlockSender(reader).Bytes(request.ReadOffset, file.Content.Size, (offset, data, cancellation) => responseStream.WriteAsync(new ReadResultFileResponse { ReadOffset = offset, Data = data }, cancellation), context.CancellationToken);
        });
    }

    private string Finished(string name)
    {
        AnalysisPlace found = Find(name) ?? throw new NotFoundException($"{name}: there is no such analysis.");
        return found.Succeeded ? found.Uid : throw new PreconditionException($"{name} is {found.State}; results are there when it is SUCCEEDED.");
    }

    private AnalysisPlace? Find(string name)
    {
        string[] parts = ResourceId.Parse("parent", name, Parent);
        return analyses.Find(parts[0], parts[1]);
    }

    // Damage is the operator's concern too; files that are gone with their analysis are none.
    private async Task Checked(string parent, string uid, string what, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (RefusedException error) when (error.Reason == ErrorReason.DataLoss)
        {
            if (Find(parent)?.Uid != uid) throw new NotFoundException($"{parent} was deleted.");
            Damage(log, what, uid, error.Message);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} of analysis {Uid} is damaged: {Finding}")]
    private static partial void Damage(ILogger log, string what, string uid, string finding);
}
