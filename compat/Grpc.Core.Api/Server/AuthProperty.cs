using Grpc.Core.Utils;
using System.Text;

namespace Grpc.Core;

/// <summary>One thing the transport knows about a peer.</summary>
public class AuthProperty
{
    private readonly byte[] bytes;

    private AuthProperty(string name, byte[] bytes)
    {
        Name = name;
        this.bytes = bytes;
    }

    /// <summary>Name of the property.</summary>
    public string Name { get; }

    /// <summary>The value as UTF-8 text.</summary>
    public string Value => Encoding.UTF8.GetString(bytes);

    /// <summary>A copy of the value.</summary>
    public byte[] ValueBytes => (byte[])bytes.Clone();

    /// <summary>A property from name and value; the value is copied.</summary>
    public static AuthProperty Create(string name, byte[] valueBytes) =>
        new(GrpcPreconditions.CheckNotNull(name, nameof(name)), (byte[])GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes)).Clone());
}
