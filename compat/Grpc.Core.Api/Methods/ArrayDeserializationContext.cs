using System.Buffers;

namespace Grpc.Core;

/// <summary>Hands out a message that lies in an array.</summary>
internal sealed class ArrayDeserializationContext(byte[] payload) : DeserializationContext
{
    /// <inheritdoc/>
    public override int PayloadLength => payload.Length;

    /// <inheritdoc/>
    public override byte[] PayloadAsNewBuffer() => (byte[])payload.Clone();

    /// <inheritdoc/>
    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
}
