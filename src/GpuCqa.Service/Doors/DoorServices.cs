using GpuCqa.Service.Doors.Access;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Doors.Limits;
using GpuCqa.Service.Doors.Tokens;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;
using Grpc.AspNetCore.Server;

namespace GpuCqa.Service.Doors;

/// <summary>Puts the doors into the host.</summary>
public static class DoorServices
{
    /// <summary>Registers what the doors need; after AddGrpc, so that errors of the doors become statuses too.</summary>
    public static void AddDoors(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(options.Doors);
        services.AddSingleton(options.Doors.Limits);
        services.AddSingleton<CertificateDoor>();
        services.AddSingleton(s => new DoorTables(s.GetRequiredService<StateFolder>().Root));
        services.AddSingleton<ApiKeyTable>();
        services.AddSingleton<ApiKeyDoor>();
        if (options.Doors.Jwt.Jwks is not null) services.AddSingleton(s => new TokenDoor(options.Doors.Jwt, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<TokenDoor>>()));
        services.AddSingleton(s => new Doorman(options, s.GetRequiredService<CertificateDoor>(), s.GetRequiredService<ApiKeyDoor>(), s.GetService<TokenDoor>()));
        services.AddSingleton<CallLimits>();
        services.AddSingleton<ProjectQuota>();
        services.AddSingleton<OpenCalls>();
        services.AddHostedService(s => s.GetRequiredService<OpenCalls>());
        services.AddSingleton<AccessCheck>();
        services.AddSingleton<AccessInterceptor>();
        services.AddSingleton<Doorway>();
        services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<AccessInterceptor>());
    }

    /// <summary>Puts the doors before the methods.</summary>
    public static void UseDoors(this WebApplication app) => app.Use(app.Services.GetRequiredService<Doorway>().Handle);
}
