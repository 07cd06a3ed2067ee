using System.Net;
using System.Security.Cryptography.X509Certificates;
using GpuCqa.Client.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GpuCqa.Client.Tests.Fakes;

/// <summary>A server of the generated bases on a free port of the loopback; what goes wrong on it, a test says.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeServer(WebApplication app) => this.app = app;

    public static RetryOptions Quick { get; } = new() { FirstDelay = TimeSpan.FromMilliseconds(5), LongestDelay = TimeSpan.FromMilliseconds(40), Patience = TimeSpan.FromSeconds(20) };

    public FakeState State => app.Services.GetRequiredService<FakeState>();

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<FakeServer> Start(X509Certificate2? certificate = null, Func<X509Certificate2, bool>? caller = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            listener.Protocols = HttpProtocols.Http2;
            if (certificate is null) return;
            listener.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                if (caller is null) return;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (found, _, _) => caller(found);
            });
        }));
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<FakeFaults>());
        builder.Services.AddSingleton<FakeFaults>();
        builder.Services.AddSingleton<FakeState>();
        WebApplication app = builder.Build();
        app.MapGrpcService<FakeDatasets>();
        app.MapGrpcService<FakeCohorts>();
        app.MapGrpcService<FakeReferences>();
        app.MapGrpcService<FakeAnalyses>();
        app.MapGrpcService<FakeResults>();
        app.MapGrpcService<FakeDevices>();
        app.MapGrpcService<FakeOperations>();
        await app.StartAsync();
        return new FakeServer(app);
    }

    public GpuCqaClient Client(ClientOptions? options = null) => GpuCqaClient.Connect(Address, options ?? new ClientOptions { Retry = Quick, ChunkBytes = 1000 });

    public async ValueTask DisposeAsync()
    {
        using var end = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(end.Token);
        await app.DisposeAsync();
    }
}
