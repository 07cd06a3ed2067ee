using Grpc.Core;
using Grpc.Core.Interceptors;
using Xunit;

namespace GpuCqa.Grpc.Tests;

/// <summary>The real Grpc.AspNetCore.Server and Grpc.Net.Client run on the assemblies under test.</summary>
public class RoundTripTests(TextServer server) : IClassFixture<TextServer>
{
    private CallInvoker Calls => server.Channel.CreateCallInvoker();

    [Fact]
    public async Task Unary_HeadersAndTrailers_ComeBack()
    {
        using AsyncUnaryCall<string> call = Calls.AsyncUnaryCall(TextMethods.Unary, null, new CallOptions(new Metadata { { "ask", "why" } }), "äöü");
        Assert.Equal("why", (await call.ResponseHeadersAsync).GetValue("seen"));
        Assert.Equal("re: äöü", await call);
        Assert.Equal("0", call.GetTrailers().GetValue("end"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public void BlockingUnary_Answers() => Assert.Equal("re: a", Calls.BlockingUnaryCall(TextMethods.Unary, null, default, "a"));

    [Fact]
    public async Task Unary_Failure_CarriesStatusAndBinaryTrailer()
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () => await Calls.AsyncUnaryCall(TextMethods.Unary, null, default, "fail"));
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal("ä lot without readout", error.Status.Detail);
        Assert.Equal([0, 255, 10], error.Trailers.GetValueBytes("detail-bin"));
    }

    [Fact]
    public async Task Unary_Deadline_EndsTheCallOnBothSides()
    {
        CallOptions options = new CallOptions().WithDeadline(DateTime.UtcNow.AddMilliseconds(200));
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () => await Calls.AsyncUnaryCall(TextMethods.Unary, null, options, "wait"));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Equal("/test.Text/Unary", await TextService.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Unary_TooLarge_IsRefused()
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () => await Calls.AsyncUnaryCall(TextMethods.Unary, null, default, new string('x', 2 << 20)));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task ClientStream_AllMessages_Arrive()
    {
        using AsyncClientStreamingCall<string, string> call = Calls.AsyncClientStreamingCall(TextMethods.Client, null, default);
        for (int i = 0; i < 100; i++) await call.RequestStream.WriteAsync(new string('x', 1000));
        await call.RequestStream.CompleteAsync();
        Assert.Equal("100000", await call.ResponseAsync);
    }

    [Fact]
    public async Task ServerStream_Messages_KeepOrder()
    {
        using AsyncServerStreamingCall<string> call = Calls.AsyncServerStreamingCall(TextMethods.Server, null, default, "300");
        int next = 0;
        await foreach (string response in call.ResponseStream.ReadAllAsync()) Assert.Equal(next++, response.Length);
        Assert.Equal(300, next);
    }

    [Fact]
    public async Task Duplex_Messages_AlternateAndEnd()
    {
        using AsyncDuplexStreamingCall<string, string> call = Calls.AsyncDuplexStreamingCall(TextMethods.Duplex, null, default);
        for (int i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync($"{i}");
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal($"re: {i}", call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Interceptors_Several_AreAppliedInOrder()
    {
        CallInvoker calls = Calls.Intercept(new Suffix("1"), new Suffix("2")).Intercept(headers =>
        {
            headers.Add("ask", "by interceptor");
            return headers;
        });
        using AsyncUnaryCall<string> call = calls.AsyncUnaryCall(TextMethods.Unary, null, default, "a");
        Assert.Equal("by interceptor", (await call.ResponseHeadersAsync).GetValue("seen"));
        Assert.Equal("re: a12", await call);
    }

    [Fact]
    public async Task Peer_Loopback_IsNamed() => Assert.StartsWith("ipv4:127.0.0.1:", await Calls.AsyncUnaryCall(TextMethods.Unary, null, default, "peer"), StringComparison.Ordinal);

    private sealed class Suffix(string text) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation((TRequest)(object)(request + text), context);
    }
}
