using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.LongRunning;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Naming;
using Grpc.Core;

namespace GpuCqa.Service.Analyses;

/// <summary>google.longrunning.Operations: the analyses once more, as operations; metadata and response are the analysis itself.</summary>
public sealed class OperationEndpoint(AnalysisViews views, AnalysisTable table, JobBook book, IHostApplicationLifetime lifetime) : Api.LongRunning.Operations.OperationsBase
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override Task<Operation> GetOperation(GetOperationRequest request, ServerCallContext context) => Task.FromResult(Now(request.Name));

    /// <inheritdoc/>
    public override Task<ListOperationsResponse> ListOperations(ListOperationsRequest request, ServerCallContext context)
    {
        string parent = request.Name.EndsWith("/operations", StringComparison.Ordinal) ? request.Name[..^"/operations".Length] : request.Name;
        string project = ResourceId.Parse("name", parent, "projects/{project}")[0];
        if (request.Filter.Length > 0) throw new InvalidParameterException("filter is not empty; this service lists all operations of a project.");
        (IEnumerable<AnalysisMessage> page, string next) = views.Page(project, request.PageSize, request.PageToken, operations: true);
        return Task.FromResult(new ListOperationsResponse { Operations = { page.Select(Of) }, NextPageToken = next });
    }

    /// <inheritdoc/>
    public override async Task<Operation> WaitOperation(WaitOperationRequest request, ServerCallContext context)
    {
        AnalysisRecord record = views.OfOperation(request.Name);
        TimeSpan wait = request.Timeout is null ? LongestWait : Wait(request.Timeout);
        using var over = new CancellationTokenSource(wait);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping, over.Token);
        AnalysisMessage now = views.Now(record);
        try
        {
            await foreach (AnalysisMessage analysis in views.Changes(record, end.Token)) now = analysis;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            // Not done in that time: the answer says so.
        }

        return Of(now);
    }

    /// <inheritdoc/>
    public override Task<Empty> CancelOperation(CancelOperationRequest request, ServerCallContext context)
    {
        if (book.Find(views.OfOperation(request.Name).Uid) is { } job) book.Cancel(job, AuditNotes.Of(context));
        return Task.FromResult(new Empty());
    }

    /// <inheritdoc/>
    public override Task<Empty> DeleteOperation(DeleteOperationRequest request, ServerCallContext context)
    {
        AnalysisRecord record = views.OfOperation(request.Name);
        if (!table.RemoveOperation(record.Uid)) throw new NotFoundException($"{request.Name}: there is no such operation.");
        AuditNotes.Of(context).Old(new AnalysisMessage { Name = record.Content.Name, Operation = request.Name });
        return Task.FromResult(new Empty());
    }

    /// <summary>The operation of an analysis as it is.</summary>
    public static Operation Of(AnalysisMessage analysis)
    {
        var operation = new Operation { Name = analysis.Operation, Metadata = Any.Pack(analysis), Done = AnalysisRecord.IsTerminal(analysis.State) };
        switch (analysis.State)
        {
            case AnalysisState.Succeeded:
                operation.Response = Any.Pack(analysis);
                break;
            case AnalysisState.Failed:
                operation.Error = analysis.Error;
                break;
            case AnalysisState.Cancelled:
                operation.Error = RpcErrors.Details(ErrorReason.Cancelled, "The analysis was cancelled.");
                break;
        }

        return operation;
    }

    private static TimeSpan Wait(Duration timeout)
    {
        if (timeout.Seconds < 0 || timeout.Nanos is < 0 or > 999_999_999) throw new InvalidParameterException("timeout is no positive duration.");
        return timeout.Seconds >= LongestWait.TotalSeconds ? LongestWait : timeout.ToTimeSpan();
    }

    private Operation Now(string name) => Of(views.Now(views.OfOperation(name)));
}
