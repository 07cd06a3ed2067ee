using GpuCqa.Api.LongRunning;
using GpuCqa.Api.V1;
using Grpc.Core;

namespace GpuCqa.Client.Tests.Fakes;

public sealed class FakeAnalyses(FakeState state) : AnalysisService.AnalysisServiceBase
{
    public override Task<Operation> CreateAnalysis(CreateAnalysisRequest request, ServerCallContext context)
    {
        var made = new Analysis(request.Analysis) { Name = $"{request.Parent}/analyses/{request.AnalysisId}", State = Analysis.Types.State.Queued, Operation = $"operations/{request.AnalysisId}" };
        // As an older service: checked, and no plan.
        if (request.ValidateOnly) return Task.FromResult(new Operation { Metadata = Google.Protobuf.WellKnownTypes.Any.Pack(made) });
        state.Analyses[made.Name] = made;
        state.Created.Enqueue(made);
        return Task.FromResult(new Operation { Name = made.Operation });
    }

    public override Task<Analysis> GetAnalysis(GetAnalysisRequest request, ServerCallContext context) =>
        Task.FromResult(state.Analyses.TryGetValue(request.Name, out Analysis? found) ? found : throw FakeState.NotFound(request.Name));

    public override Task<Analysis> CancelAnalysis(CancelAnalysisRequest request, ServerCallContext context)
    {
        var cancelled = new Analysis(state.Analyses[request.Name]) { State = Analysis.Types.State.Cancelled };
        if (state.CancelsSlowly) return Task.FromResult(new Analysis(cancelled) { State = Analysis.Types.State.Cancelling });
        state.Analyses[request.Name] = cancelled;
        state.Course.Writer.TryWrite(cancelled);
        return Task.FromResult(cancelled);
    }

    public override async Task WatchAnalysis(WatchAnalysisRequest request, IServerStreamWriter<WatchAnalysisResponse> responseStream, ServerCallContext context)
    {
        if (!state.Analyses.TryGetValue(request.Name, out Analysis? now)) throw FakeState.NotFound(request.Name);
        await responseStream.WriteAsync(new WatchAnalysisResponse { Analysis = now });
        while (now.State is Analysis.Types.State.Queued or Analysis.Types.State.Running)
        {
            Analysis? next = await state.Course.Reader.ReadAsync(context.CancellationToken);
            if (next is null)
            {
                context.GetHttpContext().Abort();
                return;
            }

            state.Analyses[request.Name] = now = next;
            await responseStream.WriteAsync(new WatchAnalysisResponse { Analysis = now });
        }
    }
}
