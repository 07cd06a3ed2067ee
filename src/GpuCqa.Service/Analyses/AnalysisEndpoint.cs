using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.LongRunning;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Naming;
using GpuCqa.Service.Results;
using Grpc.Core;

namespace GpuCqa.Service.Analyses;

/// <summary>gpucqa.v1.AnalysisService: queues, shows, watches and ends analyses.</summary>
public sealed class AnalysisEndpoint(AnalysisCreation creation, JobEstimates estimates, AnalysisViews views, AnalysisTable table, JobBook book, ResultStore results, IHostApplicationLifetime lifetime) : AnalysisService.AnalysisServiceBase
{
    /// <inheritdoc/>
    public override async Task<Operation> CreateAnalysis(CreateAnalysisRequest request, ServerCallContext context)
    {
        AnalysisRecord record = creation.Run(request, AuditNotes.Of(context));
        if (!request.ValidateOnly) return OperationEndpoint.Of(views.Now(record));
        return OperationEndpoint.Of(new AnalysisMessage(record.Content) { Plan = await estimates.Of(record, context.CancellationToken) });
    }

    /// <inheritdoc/>
    public override Task<AnalysisMessage> GetAnalysis(GetAnalysisRequest request, ServerCallContext context) => Task.FromResult(views.Now(views.Find(request.Name)));

    /// <inheritdoc/>
    public override Task<ListAnalysesResponse> ListAnalyses(ListAnalysesRequest request, ServerCallContext context)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0];
        (IEnumerable<AnalysisMessage> page, string next) = views.Page(project, request.PageSize, request.PageToken);
        return Task.FromResult(new ListAnalysesResponse { Analyses = { page }, NextPageToken = next });
    }

    /// <inheritdoc/>
    public override async Task WatchAnalysis(WatchAnalysisRequest request, IServerStreamWriter<WatchAnalysisResponse> responseStream, ServerCallContext context)
    {
        AnalysisRecord record = views.Find(request.Name);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        await foreach (AnalysisMessage analysis in views.Changes(record, end.Token)) await responseStream.WriteAsync(new WatchAnalysisResponse { Analysis = analysis }, end.Token);
    }

    /// <inheritdoc/>
    public override Task<AnalysisMessage> CancelAnalysis(CancelAnalysisRequest request, ServerCallContext context)
    {
        AnalysisRecord record = views.Find(request.Name);
        if (book.Find(record.Uid) is { } job) book.Cancel(job, AuditNotes.Of(context));
        return Task.FromResult(views.Now(views.Find(request.Name)));
    }

    /// <inheritdoc/>
    public override Task<Empty> DeleteAnalysis(DeleteAnalysisRequest request, ServerCallContext context)
    {
        AnalysisRecord record = views.Find(request.Name);
        AnalysisState state = views.Now(record).State;
        if (!AnalysisRecord.IsTerminal(state)) throw new PreconditionException($"{request.Name} is {state.ToString().ToUpperInvariant()}; cancel it first, or wait for its end.");
        AuditNotes.Of(context).Old(table.Remove(record.Uid, session => ManifestTable.Remove(session, record.Uid)) ?? throw new NotFoundException($"{request.Name}: there is no such analysis."));
        results.Remove(record.Uid);
        return Task.FromResult(new Empty());
    }
}
