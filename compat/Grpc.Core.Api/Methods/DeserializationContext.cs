using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a deserializer takes a message from.</summary>
public abstract class DeserializationContext
{
    /// <summary>Length, in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message in an array of its own.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The message where it lies; valid until the deserializer returns.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
