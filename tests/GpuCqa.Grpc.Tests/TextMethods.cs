using System.Buffers;
using System.Text;
using Grpc.Core;

namespace GpuCqa.Grpc.Tests;

/// <summary>A service over plain text, written without generated code: one method of each type.</summary>
public static class TextMethods
{
    public const string Service = "test.Text";

    /// <summary>Contextual, so that both sides write into the transport's own buffers.</summary>
    public static Marshaller<string> Text { get; } = Marshallers.Create<string>(
        (text, context) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            context.SetPayloadLength(bytes.Length);
            context.GetBufferWriter().Write(bytes);
            context.Complete();
        },
        context => Encoding.UTF8.GetString(context.PayloadAsReadOnlySequence()));

    public static Method<string, string> Unary { get; } = Method(MethodType.Unary, "Unary");

    public static Method<string, string> Client { get; } = Method(MethodType.ClientStreaming, "Client");

    public static Method<string, string> Server { get; } = Method(MethodType.ServerStreaming, "Server");

    public static Method<string, string> Duplex { get; } = Method(MethodType.DuplexStreaming, "Duplex");

    private static Method<string, string> Method(MethodType type, string name) => new(type, Service, name, Text, Marshallers.StringMarshaller);
}
