namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Puts the primitives into a host.</summary>
public static class PrimitiveServices
{
    /// <summary>Registers the kinds Normalize, Pca, NearestNeighbors and Correlate.</summary>
    public static IServiceCollection AddPrimitives(this IServiceCollection services) => services
        .AddSingleton<DatasetSource>().AddSingleton<CellCorrelation>().AddSingleton<LotCorrelation>()
        .AddSingleton<AnalysisKind, NormalizeKind>().AddSingleton<AnalysisKind, PcaKind>().AddSingleton<AnalysisKind, NearestNeighborsKind>().AddSingleton<AnalysisKind, CorrelateKind>();
}
