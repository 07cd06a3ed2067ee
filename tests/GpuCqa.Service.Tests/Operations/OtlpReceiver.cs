using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace GpuCqa.Service.Tests.Operations;

/// <summary>A collector of OpenTelemetry (OTLP) that keeps what arrives, over gRPC or over HTTP with protobuf.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private OtlpReceiver(WebApplication app) => this.app = app;

    public ConcurrentBag<Wire> Traces { get; } = [];

    public ConcurrentBag<Wire> Metrics { get; } = [];

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Spans by name, with the resource that sent them.</summary>
    public IEnumerable<Wire> Spans => Traces.SelectMany(t => t.Messages(1, 2, 2));

    public IEnumerable<string> MetricNames => Metrics.SelectMany(m => m.Messages(1, 2, 2)).Select(m => m.Text(1)).Distinct();

    public static async Task<OtlpReceiver> Start(bool grpc)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        WebApplication app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Run(receiver.Take);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        byte[] bytes = body.ToArray();
        bool grpc = http.Request.ContentType == "application/grpc";
        if (grpc)
        {
            bool packed = bytes[0] == 1;
            bytes = bytes[5..(5 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1)))];
            if (packed) bytes = Unpack(bytes);
        }
        else if (http.Request.Headers.ContentEncoding == "gzip")
        {
            bytes = Unpack(bytes);
        }

        switch (http.Request.Path.Value)
        {
            case "/opentelemetry.proto.collector.trace.v1.TraceService/Export" or "/v1/traces": Traces.Add(new Wire(bytes)); break;
            case "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" or "/v1/metrics": Metrics.Add(new Wire(bytes)); break;
            default: http.Response.StatusCode = 404; return;
        }

        http.Response.ContentType = grpc ? "application/grpc" : "application/x-protobuf";
        if (!grpc) return;
        await http.Response.Body.WriteAsync(new byte[5]);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private static byte[] Unpack(byte[] bytes)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
