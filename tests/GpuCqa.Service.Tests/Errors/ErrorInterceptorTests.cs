using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GpuCqa.Service.Tests.Errors;

public class ErrorInterceptorTests
{
    private readonly ErrorInterceptor interceptor = new(NullLogger<ErrorInterceptor>.Instance);

    [Fact]
    public async Task Defect_ToTheCaller_IsANumberOnly()
    {
        string message = await Refusal.Of(StatusCode.Internal, "INTERNAL", () => Call(new InvalidOperationException("secret /var/lib/state"), new Context()));
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.Matches("under [0-9a-f]{12}\\.$", message);
    }

    [Fact]
    public async Task EngineError_ToTheCaller_KeepsItsSentence() =>
        Assert.Equal("a: line 3: no", await Refusal.Of(StatusCode.InvalidArgument, "BAD_DATA", () => Call(new BadDataException("a", "line 3", "no"), new Context())));

    [Fact]
    public async Task FullDisk_OfTheService_IsExhausted()
    {
        if (!OperatingSystem.IsLinux()) return;
        IOException full = Assert.Throws<IOException>(() =>
        {
            // Every write to this device fails as one to a full disk.
            using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            device.WriteByte(1);
            device.Flush();
        });
        Assert.Equal("The disk of the service is full.", await Refusal.Of(StatusCode.ResourceExhausted, "EXHAUSTED", () => Call(full, new Context())));
    }

    [Theory]
    [InlineData(false, StatusCode.Cancelled)]
    [InlineData(true, StatusCode.DeadlineExceeded)]
    public async Task TornStream_OfACancelledCall_IsNotADefect(bool late, StatusCode code)
    {
        var context = new Context { Late = late, Token = new CancellationToken(canceled: true) };
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Call(new IOException("reset"), context));
        Assert.Equal(code, error.StatusCode);
    }

    [Fact]
    public async Task TornStream_BeforeTheCallCountsAsCancelled_IsNotADefect()
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => interceptor.ClientStreamingServerHandler<string, string>(new Torn(), new Context(), async (requests, _) =>
        {
            await requests.MoveNext(CancellationToken.None);
            return "";
        }));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
    }

    [Fact]
    public async Task Stopping_ToTheCaller_IsUnavailable() => await Refusal.Of(StatusCode.Unavailable, "UNAVAILABLE", () => Call(new OperationCanceledException(), new Context()));

    [Fact]
    public async Task Stopping_InTheMidstOfAWrite_IsUnavailableAndLeavesTheLineWhole()
    {
        using var stopping = new CancellationTokenSource();
        var line = new Blocked();
        Task call = interceptor.ServerStreamingServerHandler("", line, new Context(), (_, responses, _) => responses.WriteAsync("message", stopping.Token));
        Assert.False(call.IsCompleted);
        await stopping.CancelAsync();
        await Refusal.Of(StatusCode.Unavailable, "UNAVAILABLE", () => call);
        Assert.Equal([CancellationToken.None], line.Tokens);
    }

    private Task<string> Call(Exception error, ServerCallContext context) => interceptor.UnaryServerHandler<string, string>("", context, (_, _) => throw error);

    private sealed class Torn : IAsyncStreamReader<string>
    {
        public string Current => "";

        public Task<bool> MoveNext(CancellationToken cancellationToken) => throw new IOException("The client reset the request stream.");
    }

    // A line whose caller does not read.
    private sealed class Blocked : IServerStreamWriter<string>
    {
        public List<CancellationToken> Tokens { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message) => WriteAsync(message, CancellationToken.None);

        public Task WriteAsync(string message, CancellationToken cancellationToken)
        {
            Tokens.Add(cancellationToken);
            return new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Context : ServerCallContext
    {
        public bool Late { get; init; }

        public CancellationToken Token { get; init; }

        protected override string MethodCore => "/test/Method";

        protected override string HostCore => "";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => Late ? DateTime.UtcNow.AddSeconds(-1) : DateTime.MaxValue;

        protected override Metadata RequestHeadersCore { get; } = [];

        protected override CancellationToken CancellationTokenCore => Token;

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override global::Grpc.Core.Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore { get; } = new(null, []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
