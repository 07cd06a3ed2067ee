using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using GpuCqa.Service.Hosting;
using Microsoft.AspNetCore.Builder;

namespace GpuCqa.Service.Tests.Malformed;

/// <summary>Calls whose bytes no gRPC client has a hand in.</summary>
internal static class RawCalls
{
    /// <summary>How a call ends that has no answer within the client's patience.</summary>
    public const string NoAnswer = "no answer";

    public static HttpClient Client(WebApplication app) =>
        new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }) { BaseAddress = new Uri(ServiceHost.Address(app)), Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>How a call ended: a status of gRPC, or "http N" where there is none.</summary>
    public static async Task<string> Send(HttpClient client, MalformedCall call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (call.Method == "POST")
        {
            request.Content = new ByteArrayContent(call.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.Headers.GetValueOrDefault("content-type") ?? "application/grpc");
        }

        foreach ((string name, string? value) in call.Headers.Where(h => h.Key != "content-type")) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            string? code = response.TrailingHeaders.TryGetValues("grpc-status", out IEnumerable<string>? t) || response.Headers.TryGetValues("grpc-status", out t) ? t.Single() : null;
            return code is null ? $"http {(int)response.StatusCode}" : ((global::Grpc.Core.StatusCode)int.Parse(code, CultureInfo.InvariantCulture)).ToString();
        }
        catch (TaskCanceledException error) when (error.InnerException is TimeoutException)
        {
            return NoAnswer;
        }
        catch (HttpRequestException error)
        {
            return "broken " + error.HttpRequestError;
        }
    }
}
