using GpuCqa.Service.Analyses.Calls;
using GpuCqa.Service.Analyses.Jobs;
using GpuCqa.Service.Analyses.Kinds;
using GpuCqa.Service.Analyses.Records;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Analyses;

/// <summary>Puts the analyses into a host.</summary>
public static class AnalysisServices
{
    /// <summary>Registers the kinds, the queue and what answers calls.</summary>
    public static IServiceCollection AddAnalyses(this IServiceCollection services) => services
        .AddSingleton<AnalysisKind, DiscoverKind>()
        .AddSingleton<AnalysisKinds>()
        .AddSingleton<CohortLots>()
        .AddSingleton<CallerWords>()
        .AddSingleton<DeviceChoice>()
        .AddSingleton<AnalysisTable>()
        .AddSingleton<IAnalysisLookup, AnalysisPlaces>()
        .AddSingleton<AnalysisCreation>()
        .AddSingleton<AnalysisViews>()
        .AddSingleton<JobSignal>()
        .AddSingleton<JobBook>()
        .AddSingleton<JobFailures>()
        .AddSingleton<JobPlanner>()
        .AddSingleton<JobEstimates>()
        .AddSingleton<JobRunner>()
        .AddSingleton<JobRecovery>()
        .AddSingleton<ProjectUse>()
        .AddHostedService<JobScheduler>();

    /// <summary>Maps the endpoints.</summary>
    public static void MapAnalyses(this IEndpointRouteBuilder app)
    {
        app.MapGrpcService<AnalysisEndpoint>();
        app.MapGrpcService<OperationEndpoint>();
    }
}
