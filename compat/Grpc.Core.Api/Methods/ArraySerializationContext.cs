using Grpc.Core.Utils;
using System.Buffers;

namespace Grpc.Core;

/// <summary>Collects a message in an array.</summary>
internal sealed class ArraySerializationContext : SerializationContext
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private byte[]? payload;

    /// <summary>The ended message.</summary>
    public byte[] Payload => payload ?? throw new InvalidOperationException("The serializer returned without completing the message.");

    /// <inheritdoc/>
    public override void Complete(byte[] payload)
    {
        GrpcPreconditions.CheckState(this.payload is null, "The message is complete already.");
        this.payload = payload;
    }

    /// <inheritdoc/>
    public override IBufferWriter<byte> GetBufferWriter() => buffer;

    /// <inheritdoc/>
    public override void Complete() => Complete(buffer.WrittenSpan.ToArray());
}
