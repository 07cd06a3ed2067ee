using System.Text;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Grpc.Tests;

public class MarshallerTests
{
    [Fact]
    public void Marshaller_FromArrays_SerializesThroughAContext()
    {
        Marshaller<string> marshaller = Marshallers.Create(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);
        var context = new Context();
        marshaller.ContextualSerializer("äb", context);
        Assert.Equal(Encoding.UTF8.GetBytes("äb"), context.Payload);
        Assert.Equal("äb", marshaller.Deserializer(marshaller.Serializer("äb")));
    }

    [Fact]
    public void Marshaller_Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => Marshallers.Create<string>(null!, Encoding.UTF8.GetString));
        Assert.Throws<ArgumentNullException>(() => Marshallers.Create<string>((_, _) => { }, null!));
    }

    [Fact]
    public void Method_Name_IsThePathOfTheCall()
    {
        Method<string, string> method = TextMethods.Duplex;
        Assert.Equal("/test.Text/Duplex", method.FullName);
        Assert.Equal(MethodType.DuplexStreaming, method.Type);
    }

    [Fact]
    public void Client_WithHost_NamesTheHostInCallsThatNameNone()
    {
        var calls = new HostLog();
        var client = new TextClient(calls);
        Assert.Equal("null", client.Ask());
        Assert.Equal("cells", client.WithHost("cells").Ask());
    }

    private sealed class Context : SerializationContext
    {
        public byte[]? Payload { get; private set; }

        public override void Complete(byte[] payload) => Payload = payload;
    }

    private sealed class TextClient : ClientBase<TextClient>
    {
        public TextClient(CallInvoker calls) : base(calls) { }

        private TextClient(ClientBaseConfiguration configuration) : base(configuration) { }

        public string Ask() => CallInvoker.BlockingUnaryCall(TextMethods.Unary, null, default, "host");

        protected override TextClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
    }

    private sealed class HostLog : CallInvoker
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => (TResponse)(object)(host ?? "null");

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
