using System.IO.Compression;
using GpuCqa.Api.V1;
using GpuCqa.Service.Analyses;
using GpuCqa.Service.Associations;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Cohorts;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Operations;
using GpuCqa.Service.References;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;
using GpuCqa.Service.Uploads;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace GpuCqa.Service.Hosting;

/// <summary>Puts the service together.</summary>
public static class ServiceHost
{
    /// <summary>The services that a host has, as health and reflection tell them.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        DeviceService.Descriptor, AssociationService.Descriptor, DatasetService.Descriptor, CohortService.Descriptor, ReferenceService.Descriptor, AnalysisService.Descriptor, ResultService.Descriptor, Api.LongRunning.Operations.Descriptor,
        Health.Descriptor, Grpc.Reflection.V1.ServerReflection.Descriptor, Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ];

    /// <summary>A host that is ready to start.</summary>
    /// <param name="options">Configuration; checked here.</param>
    /// <param name="logging">Where logs go.</param>
    /// <param name="more">Registers further services, such as kinds of analyses; null = none.</param>
    /// <exception cref="Core.Errors.InvalidParameterException">The configuration is not valid, or would leave the service open.</exception>
    /// <exception cref="Core.Errors.BadDataException">A certificate cannot be read.</exception>
    public static WebApplication Build(ServiceOptions options, Action<ILoggingBuilder> logging, Action<IServiceCollection>? more = null)
    {
        options.Check();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        logging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        if (options.Tls.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPool.Factory>();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.MaxMessageBytes;
            grpc.MaxSendMessageSize = null;
            grpc.EnableDetailedErrors = false;
            grpc.ResponseCompressionLevel = CompressionLevel.Fastest;
            grpc.Interceptors.Add<ErrorInterceptor>();
        });
        builder.Services.AddDoors(options);
        builder.Services.AddAudit(options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain.Limit(options));
        builder.Services.AddSingleton<ErrorInterceptor>();
        builder.AddOperations(options, Services.Select(s => s.FullName));
        builder.Services.AddGrpcReflection();
        builder.Services.AddSingleton<DeviceFamilies>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStorage(options);
        builder.Services.AddSingleton<BlobStore>();
        builder.Services.AddSingleton<DatasetTable>();
        builder.Services.AddSingleton<DatasetLibrary>();
        builder.Services.AddSingleton(new ImportRoots(options.ImportRoots, options.ImportRootsOf));
        builder.Services.AddSingleton<DatasetImport>();
        builder.Services.AddSingleton<CohortTable>();
        builder.Services.AddReferences(options);
        builder.Services.AddSingleton<UploadTable>();
        builder.Services.AddSingleton<RunningHashes>();
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<UploadSlots>();
        builder.Services.AddSingleton<UploadFinish>();
        builder.Services.AddSingleton<UploadCalls>();
        builder.Services.AddSingleton<ManifestTable>();
        builder.Services.AddSingleton<ResultStore>();
        builder.Services.AddHostedService<UploadSweeper>();
        builder.Services.AddAnalyses();
        builder.Services.AddSingleton(_ => new SmallWork(options.Threads));

        more?.Invoke(builder.Services);

        WebApplication app = builder.Build();
        app.UseOperations();
        app.Use(MalformedRequests.Handle);
        app.UseDoors();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.MapGrpcService<DeviceEndpoint>();
        app.MapGrpcService<AssociationEndpoint>();
        app.MapGrpcService<DatasetEndpoint>();
        app.MapGrpcService<CohortEndpoint>();
        app.MapGrpcService<ReferenceEndpoint>();
        app.MapAnalyses();
        app.MapGrpcService<ResultEndpoint>();
        try
        {
            Recover(app.Services);
        }
        catch
        {
            // What was taken before the failure is let go: the state folder, the database.
            ((IDisposable)app).Dispose();
            throw;
        }

        app.BeginOperations();
        return app;
    }

    // Before the first call: nothing of a crash is left half done.
    private static void Recover(IServiceProvider services)
    {
        services.GetRequiredService<UploadStore>().Sweep();
        services.GetRequiredService<DatasetLibrary>().Sweep();
        services.GetRequiredService<ResultStore>().Sweep();
        services.GetRequiredService<ReferenceStore>().Sweep();
        services.GetRequiredService<JobRecovery>().Run();
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
        // A whole chunk of an upload travels while the one before is written.
        limits.Http2.InitialStreamWindowSize = UploadCalls.ChunkBytes;
        limits.Http2.InitialConnectionWindowSize = 2 * UploadCalls.ChunkBytes;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Listen(options.EndPoint(), listener =>
        {
            listener.Protocols = HttpProtocols.Http2;
            listener.Use(kestrel.ApplicationServices.GetRequiredService<Drain>().Track);
            if (options.Tls.Certificate is null) return;
            var certificates = new Certificates(options.Tls, options.Doors.TakesCredentials, kestrel.ApplicationServices.GetRequiredService<ILogger<Certificates>>());
            listener.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificates.Now) });
        });
    }
}
