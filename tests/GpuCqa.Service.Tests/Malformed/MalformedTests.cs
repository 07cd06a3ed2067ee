using Grpc.Health.V1;
using GpuCqa.Service.Tests.Hosting;
using Xunit;

namespace GpuCqa.Service.Tests.Malformed;

/// <summary>Malformed requests, each answered by a status that says so; the server stays up and holds nothing of them.</summary>
public class MalformedTests(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Requests_TwoThousand_AreRefused()
    {
        using HttpClient client = RawCalls.Client(service.App);
        var calls = new MalformedCalls(20261122);
        int unanswered = 0;
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < 2000; i++)
        {
            MalformedCall call = calls.Kinds[i % calls.Kinds.Count]();
            string status = await RawCalls.Send(client, call);
            if (status == RawCalls.NoAnswer)
            {
                // Seen once, on a loaded machine: the server must answer the same call over a connection of its own.
                using HttpClient another = RawCalls.Client(service.App);
                status = ++unanswered > 1 ? status : await RawCalls.Send(another, call);
            }

            if (!Allowed(call.Kind).Contains(status)) seen[$"{call.Kind}: {status}"] = seen.GetValueOrDefault($"{call.Kind}: {status}") + 1;
        }

        Assert.Empty(seen);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(service.Channel).CheckAsync(new HealthCheckRequest())).Status);
        Assert.Empty(Directory.GetDirectories(Path.Combine(service.State.Path, "uploads")));
        Assert.Empty(Directory.GetFiles(Path.Combine(service.State.Path, "blobs"), "*", SearchOption.AllDirectories));
    }

    // INTERNAL is what gRPC's own framing answers; RESOURCE_EXHAUSTED a message, packed or announced, above the limit.
    private static string[] Allowed(string kind) => kind switch
    {
        "truncated prefix" or "truncated message" or "compressed without a name" or "trailing bytes" or "no message" or "two messages" or "not gRPC" => ["Internal"],
        "length too large" => ["InvalidArgument", "ResourceExhausted", "Internal"],
        "gzip bomb" or "oversized message" => ["ResourceExhausted"],
        "unknown compression" or "unknown method" or "unknown service" => ["Unimplemented"],
        "chunk of no upload" => ["NotFound"],
        "import trick" => ["PermissionDenied"],
        "GET" => ["http 404"],
        "bad binary header" => ["OK"],
        _ => ["InvalidArgument"],
    };
}
