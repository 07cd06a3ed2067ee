using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Client.Tests.Fakes;

public sealed class FakeCohorts(FakeState state) : CohortService.CohortServiceBase
{
    public override Task<Cohort> GetCohort(GetCohortRequest request, ServerCallContext context) =>
        Task.FromResult(state.Cohorts.TryGetValue(request.Name, out Cohort? found) ? found : throw FakeState.NotFound(request.Name));

    public override Task<Cohort> CreateCohort(CreateCohortRequest request, ServerCallContext context)
    {
        foreach (CohortLot lot in request.Cohort.Lots)
        {
            if (lot.Dataset.Length > 0 && !state.Datasets.ContainsKey(lot.Dataset)) throw FakeState.NotFound(lot.Dataset);
        }

        var made = new Cohort(request.Cohort) { Name = $"{request.Parent}/cohorts/{request.CohortId}", Etag = "1" };
        if (!state.Cohorts.TryAdd(made.Name, made)) throw FakeState.Refusal(ErrorReason.AlreadyExists, "ALREADY_EXISTS", $"{made.Name} exists already.");
        return Task.FromResult(made);
    }
}
