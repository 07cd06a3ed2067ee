using System.Collections.Concurrent;
using GpuCqa.Api.V1;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Results;
using GpuCqa.Service.Storage;
using GpuCqa.Testing;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GpuCqa.Service.Tests.Results;

/// <summary>The results of a service without what makes them: analyses are what a test says they are.</summary>
public sealed class ResultHost : IAsyncLifetime, IAnalysisLookup
{
    private readonly ConcurrentDictionary<string, AnalysisPlace> analyses = new();
    private WebApplication app = null!;

    public TemporaryFolder State { get; } = new();

    public GrpcChannel Channel { get; private set; } = null!;

    public ResultService.ResultServiceClient Client => new(Channel);

    public ResultStore Store => app.Services.GetRequiredService<ResultStore>();

    public Database Database => app.Services.GetRequiredService<Database>();

    public ManifestTable Manifests => app.Services.GetRequiredService<ManifestTable>();

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(g => g.Interceptors.Add<ErrorInterceptor>());
        builder.Services.AddSingleton<ErrorInterceptor>();
        builder.Services.AddStorage(new ServiceOptions { State = State.Path });
        builder.Services.AddSingleton<IAnalysisLookup>(this);
        builder.Services.AddSingleton<ManifestTable>().AddSingleton<ResultStore>();
        app = builder.Build();
        app.MapGrpcService<ResultEndpoint>();
        await app.StartAsync();
        Channel = GrpcChannel.ForAddress(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async Task DisposeAsync()
    {
        Channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        State.Dispose();
    }

    public AnalysisPlace? Find(string project, string analysis) => analyses.GetValueOrDefault($"projects/{project}/analyses/{analysis}");

    public void Set(string name, AnalysisPlace? place)
    {
        if (place is null) analyses.TryRemove(name, out _);
        else analyses[name] = place;
    }

    /// <summary>A finished analysis; its name and uid.</summary>
    public (string Name, string Uid) Finish(string id, Action<ResultOutput> write)
    {
        string name = $"projects/p/analyses/{id}", uid = Guid.NewGuid().ToString("N");
        using ResultOutput output = Store.Begin(uid);
        write(output);
        ResultManifest manifest = Store.Take(uid, output, CancellationToken.None);
        Database.InTransaction(s =>
        {
            ManifestTable.Add(s, uid, manifest);
            return true;
        });
        Set(name, new AnalysisPlace(uid, "SUCCEEDED", true));
        return (name, uid);
    }

    /// <summary>Where the bytes of a table lie.</summary>
    public string TablePath(string uid, string table) => Path.Combine(State.Path, "results", uid, "tables", table);

    /// <summary>Where the bytes of a file lie.</summary>
    public string FilePath(string uid, string path) => Path.Combine(State.Path, "results", uid, "files", path);

    /// <summary>Turns one bit of a file around.</summary>
    public static void FlipBit(string file, long offset)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = offset;
        int value = stream.ReadByte();
        stream.Position = offset;
        stream.WriteByte((byte)(value ^ 0x10));
    }
}
