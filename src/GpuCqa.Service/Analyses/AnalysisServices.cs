using GpuCqa.Service.Analyses.Clusters;
using GpuCqa.Service.Analyses.Kinds;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Analyses;

/// <summary>Puts the analyses into a host.</summary>
public static class AnalysisServices
{
    /// <summary>Registers the kinds, the queue and what answers calls.</summary>
    public static IServiceCollection AddAnalyses(this IServiceCollection services) => services
        // A new kind is one line here.
        .AddSingleton<AnalysisKind, DiscoverKind>()
        .AddSingleton<AnalysisKind, NormalizeKind>()
        .AddSingleton<AnalysisKind, PcaKind>()
        .AddSingleton<AnalysisKind, NearestNeighborsKind>()
        .AddSingleton<AnalysisKind, CorrelateKind>()
        .AddSingleton<AnalysisKind, AssociateKind>()
        .AddSingleton<AnalysisKind, MapKind>()
        .AddSingleton<AnalysisKind, PlanKind>()
        .AddSingleton<AnalysisKind, SpecificationKind>()
        .AddSingleton<AnalysisKind, DetectKind>()
        .AddSingleton<AnalysisKind, PotencyKind>()
        .AddSingleton<AnalysisKind, PerturbKind>()
        .AddSingleton<AnalysisKind, CompareKind>()
        .AddSingleton<AnalysisKinds>()
        .AddSingleton<SpecInputs>()
        .AddSingleton<AnalysisTable>()
        .AddSingleton<IAnalysisLookup>(p => p.GetRequiredService<AnalysisTable>())
        .AddSingleton<AnalysisCreation>()
        .AddSingleton<AnalysisViews>()
        .AddSingleton<CallerWords>()
        .AddSingleton<JobSignal>()
        .AddSingleton<JobStepFolders>()
        .AddSingleton<ClusterRuns>()
        .AddSingleton<JobBook>()
        .AddSingleton<JobFailures>()
        .AddSingleton<JobPlanner>()
        .AddSingleton<JobEstimates>()
        .AddSingleton<JobRunner>()
        .AddSingleton<JobRecovery>()
        .AddSingleton<ProjectUse>()
        .AddHostedService<JobScheduler>()
        .AddSingleton<AnalysisRetention>()
        .AddHostedService(p => p.GetRequiredService<AnalysisRetention>());

    /// <summary>Maps the endpoints.</summary>
    public static void MapAnalyses(this IEndpointRouteBuilder app)
    {
        app.MapGrpcService<AnalysisEndpoint>();
        app.MapGrpcService<OperationEndpoint>();
    }
}
