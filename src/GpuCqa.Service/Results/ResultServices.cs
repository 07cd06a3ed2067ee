namespace GpuCqa.Service.Results;

/// <summary>Puts the results into a host.</summary>
public static class ResultServices
{
    /// <summary>Registers what stores and hands out results; an <see cref="IAnalysisLookup"/> must be there too.</summary>
    public static IServiceCollection AddResults(this IServiceCollection services) => services.AddSingleton<ManifestTable>().AddSingleton<ResultStore>();

    /// <summary>Maps the endpoint.</summary>
    public static void MapResults(this IEndpointRouteBuilder app) => app.MapGrpcService<ResultEndpoint>();
}
