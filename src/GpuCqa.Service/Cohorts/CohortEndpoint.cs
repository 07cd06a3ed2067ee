using Google.Protobuf.WellKnownTypes;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Naming;
using Grpc.Core;

namespace GpuCqa.Service.Cohorts;

/// <summary>gpucqa.v1.CohortService: lots with their datasets and readouts.</summary>
public sealed class CohortEndpoint(CohortTable table, TimeProvider clock) : CohortService.CohortServiceBase
{
    /// <inheritdoc/>
    public override Task<Cohort> CreateCohort(CreateCohortRequest request, ServerCallContext context)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], id = ResourceId.Checked("cohort_id", request.CohortId);
        string hash = RequestId.Hash(request.RequestId, request);
        if (request.Cohort is null) throw new InvalidParameterException("cohort is missing.");
        CohortCheck.Run(request.Cohort);
        var cohort = new Cohort(request.Cohort)
        {
            Name = $"projects/{project}/cohorts/{id}", Etag = Guid.NewGuid().ToString("N"), CreateTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        };
        Cohort held = table.Add(project, id, cohort, request.RequestId, hash, keep: !request.ValidateOnly);
        // A repeated request made nothing.
        if (!request.ValidateOnly && held.Etag == cohort.Etag) AuditNotes.Of(context).New(held);
        return Task.FromResult(held);
    }

    /// <inheritdoc/>
    public override Task<Cohort> GetCohort(GetCohortRequest request, ServerCallContext context) => Task.FromResult(Find(request.Name));

    /// <inheritdoc/>
    public override Task<ListCohortsResponse> ListCohorts(ListCohortsRequest request, ServerCallContext context)
    {
        string project = ResourceId.Parse("parent", request.Parent, "projects/{project}")[0], scope = request.Parent + "/cohorts";
        int size = PageToken.Size(request.PageSize);
        IReadOnlyList<(string Id, Cohort Cohort)> found = table.List(project, PageToken.Key(scope, request.PageToken), size + 1);
        return Task.FromResult(new ListCohortsResponse
        {
            Cohorts = { found.Take(size).Select(f => f.Cohort) },
            NextPageToken = found.Count > size ? PageToken.After(scope, found[size - 1].Id) : "",
        });
    }

    /// <inheritdoc/>
    public override Task<Empty> DeleteCohort(DeleteCohortRequest request, ServerCallContext context)
    {
        Cohort cohort = Find(request.Name);
        if (request.Etag.Length > 0 && request.Etag != cohort.Etag) throw new RefusedException(ErrorReason.Aborted, $"{request.Name} is another one than when it was read; read it again.");
        AuditNotes.Of(context).Old(table.Remove(cohort.Etag) ?? throw new NotFoundException($"{request.Name}: there is no such cohort."));
        return Task.FromResult(new Empty());
    }

    private Cohort Find(string name)
    {
        string[] parts = ResourceId.Parse("name", name, "projects/{project}/cohorts/{cohort}");
        return table.Find(parts[0], parts[1]) ?? throw new NotFoundException($"{name}: there is no such cohort.");
    }
}
