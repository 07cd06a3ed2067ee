using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a serializer puts a message; a transport overrides what it offers.</summary>
public abstract class SerializationContext
{
    /// <summary>Takes the whole message, and ends it.</summary>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>A buffer to write into; ended by <see cref="Complete()"/>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Announces the length, in bytes, before the buffer is asked for.</summary>
    public virtual void SetPayloadLength(int payloadLength) { }

    /// <summary>Ends a message written into the buffer.</summary>
    public virtual void Complete() => throw new NotImplementedException();
}
