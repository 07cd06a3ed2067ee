using System.IO.Compression;
using GpuCqa.Api.Health;
using GpuCqa.Api.Reflection;
using GpuCqa.Api.V1;
using GpuCqa.Service.Associations;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Health;
using GpuCqa.Service.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace GpuCqa.Service.Hosting;

/// <summary>Puts the service together.</summary>
public static class ServiceHost
{
    /// <summary>The services that a host has, as health and reflection tell them.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        DeviceService.Descriptor, AssociationService.Descriptor, Api.Health.Health.Descriptor, ServerReflection.Descriptor,
    ];

    /// <summary>A host that is ready to start.</summary>
    /// <param name="options">Configuration; checked here.</param>
    /// <param name="logging">Where logs go.</param>
    /// <exception cref="Core.Errors.InvalidParameterException">The configuration is not valid, or would leave the service open.</exception>
    /// <exception cref="Core.Errors.BadDataException">A certificate cannot be read.</exception>
    public static WebApplication Build(ServiceOptions options, Action<ILoggingBuilder> logging)
    {
        options.Check();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        logging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        if (options.Tls.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaxMessageBytes;
            grpc.MaxSendMessageSize = null;
            grpc.EnableDetailedErrors = false;
            grpc.ResponseCompressionLevel = CompressionLevel.Fastest;
            grpc.Interceptors.Add<ErrorInterceptor>();
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.DrainSeconds));
        builder.Services.AddSingleton<ErrorInterceptor>();
        builder.Services.AddSingleton<HealthStates>();
        builder.Services.AddSingleton(new SchemaCatalog(Services));
        builder.Services.AddSingleton<DeviceFamilies>();
        builder.Services.AddSingleton(_ => new SmallWork(options.Threads));

        WebApplication app = builder.Build();
        app.MapGrpcService<HealthEndpoint>();
        app.MapGrpcService<ReflectionEndpoint>();
        app.MapGrpcService<DeviceEndpoint>();
        app.MapGrpcService<AssociationEndpoint>();

        HealthStates health = app.Services.GetRequiredService<HealthStates>();
        health.Set(Services.Select(s => s.FullName).Append(""), HealthCheckResponse.Types.ServingStatus.Serving);
        app.Lifetime.ApplicationStopping.Register(() => health.SetAll(HealthCheckResponse.Types.ServingStatus.NotServing));
        return app;
    }

    /// <summary>The address of a started host.</summary>
    public static string Address(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static void Listen(KestrelServerOptions kestrel, ServiceOptions options)
    {
        kestrel.AddServerHeader = false;
        KestrelServerLimits limits = kestrel.Limits;
        limits.MaxRequestHeadersTotalSize = 32 << 10;
        // Streams last as long as their callers; what a message may weigh, gRPC's own limit says.
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.Http2.MaxStreamsPerConnection = options.MaxCallsPerConnection;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Listen(options.EndPoint(), listener =>
        {
            listener.Protocols = HttpProtocols.Http2;
            if (options.Tls.Certificate is not null) listener.UseHttps(https => Certificates.Apply(https, options.Tls));
        });
    }
}
