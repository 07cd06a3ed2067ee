using GpuCqa.Service.Doors;
using GpuCqa.Service.Doors.Keys;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GpuCqa.Service.Tests.Doors;

/// <summary>A service in this process that asks who calls: API keys, and what a test configures.</summary>
public sealed class LockedService : IAsyncDisposable
{
    private readonly List<GrpcChannel> channels = [];

    public TemporaryFolder State { get; } = new();

    public WebApplication App { get; private set; } = null!;

    public static async Task<LockedService> Start(Action<ServiceOptions>? configure = null)
    {
        var service = new LockedService();
        var options = new ServiceOptions { Listen = "127.0.0.1:0", DrainSeconds = 2, State = service.State.Path, Doors = { Keys = true, PlaintextLoopback = true } };
        configure?.Invoke(options);
        service.App = ServiceHost.Build(options, logging => logging.ClearProviders());
        await service.App.StartAsync();
        return service;
    }

    /// <summary>A key as <c>keys add</c> makes it.</summary>
    public ApiKeyText Key(string name, DateTimeOffset? expires, params string[] grants)
    {
        ApiKeyText text = ApiKeyText.Make();
        DoorTables tables = App.Services.GetRequiredService<DoorTables>();
        tables.InTransaction(s => ApiKeyTable.Add(s, new ApiKey(text.Id, name, text.SecretSha256, Grants.Parse("test", grants), DateTimeOffset.UtcNow, expires, null, null)));
        return text;
    }

    public void Revoke(ApiKeyText key)
    {
        DoorTables tables = App.Services.GetRequiredService<DoorTables>();
        tables.InTransaction(s => ApiKeyTable.Revoke(s, key.Id, DateTimeOffset.UtcNow));
    }

    /// <summary>A channel whose calls carry headers.</summary>
    public GrpcChannel Channel(params (string Name, string Value)[] headers)
    {
        GrpcChannel channel = GrpcChannel.ForAddress(ServiceHost.Address(App), new GrpcChannelOptions { HttpHandler = new HeaderHandler(headers), DisposeHttpClient = true });
        channels.Add(channel);
        return channel;
    }

    public GrpcChannel Channel(ApiKeyText key) => Channel(("authorization", "Bearer " + key.Whole()));

    /// <summary>A channel of a new key with roles.</summary>
    public GrpcChannel As(params string[] grants) => Channel(Key("test", null, grants));

    public async ValueTask DisposeAsync()
    {
        foreach (GrpcChannel channel in channels) channel.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        State.Dispose();
    }

    private sealed class HeaderHandler((string Name, string Value)[] headers) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
