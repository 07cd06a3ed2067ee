using GpuCqa.Service.Hosting;
using GpuCqa.Service.References.Labels;

namespace GpuCqa.Service.References;

/// <summary>Puts references into a host.</summary>
public static class ReferenceServices
{
    /// <summary>Registers what holds references and labels cells.</summary>
    public static IServiceCollection AddReferences(this IServiceCollection services, ServiceOptions options)
    {
        services.AddGrpc().AddServiceOptions<ReferenceEndpoint>(grpc => grpc.MaxReceiveMessageSize = Math.Max(options.MaxMessageBytes, options.References.LabelBytes));
        return services
            .AddSingleton(options.References)
            .AddSingleton<ReferenceTable>()
            .AddSingleton<ReferenceStore>()
            .AddSingleton<ReferenceLibrary>()
            .AddSingleton<ReferenceCreation>()
            .AddSingleton<ReferenceUploads>()
            .AddSingleton<ICellLabellers, CellLabellers>()
            .AddSingleton<LoadedReferences>()
            .AddSingleton<LabelCalls>();
    }
}
