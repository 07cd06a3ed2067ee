using GpuCqa.Core.Errors;
using GpuCqa.Service.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;

namespace GpuCqa.Service.Operations;

/// <summary>/healthz, /readyz and /metrics over HTTP/1.1. A server of its own: it still answers while the one for calls stops.</summary>
public sealed class OperationsListener(ServiceOptions options, Readiness readiness, MeterProvider meters) : IHostedService, IAsyncDisposable
{
    private WebApplication? app;

    /// <summary>The address once it is listened on.</summary>
    public string Address => app!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 64;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Listen(options.Operations.EndPoint()!, listener => listener.Protocols = HttpProtocols.Http1);
        });
        app = builder.Build();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(meters, http => http.Request.Path == "/metrics" && HttpMethods.IsGet(http.Request.Method), null, null, null);
        app.Run(Answer);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            throw new PreconditionException($"GpuCqa:Operations:Listen: {options.Operations.Listen} cannot be listened on: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task Answer(HttpContext http)
    {
        bool read = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        (int status, string text) = http.Request.Path.Value switch
        {
            "/healthz" or "/readyz" or "/metrics" when !read => (StatusCodes.Status405MethodNotAllowed, "GET only"),
            "/healthz" => (StatusCodes.Status200OK, "alive"),
            "/readyz" => readiness.Obstacle is { } why ? (StatusCodes.Status503ServiceUnavailable, why) : (StatusCodes.Status200OK, "ready"),
            _ => (StatusCodes.Status404NotFound, "/healthz, /readyz, /metrics"),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(text + "\n", http.RequestAborted);
    }
}
