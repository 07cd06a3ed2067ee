using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GpuCqa.Service.Storage.Moves;

/// <summary>A hash of the rows of a table, whatever their order: the sum of the SHA-256 of each.</summary>
public sealed class RowDigest
{
    private const int Lanes = 4;

    private readonly ulong[] sum = new ulong[Lanes];
    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds a row: long, double, string, byte[] or DBNull in the order of the columns.</summary>
    public void Add(ReadOnlySpan<object> row)
    {
        bytes.ResetWrittenCount();
        foreach (object value in row) Put(value);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        // A sum and not an exclusive or: two rows that are equal count twice.
        for (int i = 0; i < Lanes; i++) unchecked { sum[i] += BinaryPrimitives.ReadUInt64BigEndian(hash[(i * sizeof(ulong))..]); }
        Rows++;
    }

    /// <summary>The hash, lower-case hex.</summary>
    public string Text() => string.Concat(sum.Select(s => s.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)));

    private void Put(object value)
    {
        switch (value)
        {
            case DBNull:
                Put('n', []);
                break;
            case long whole:
                Put('i', BitConverter.GetBytes(whole));
                break;
            case double real:
                Put('r', BitConverter.GetBytes(real));
                break;
            case string text:
                Put('t', Encoding.UTF8.GetBytes(text));
                break;
            case byte[] blob:
                Put('b', blob);
                break;
            default:
                throw new ArgumentException($"A value is of the type {value.GetType()}.", nameof(value));
        }
    }

    private void Put(char kind, byte[] content)
    {
        bytes.Write([(byte)kind, .. BitConverter.GetBytes(content.LongLength)]);
        bytes.Write(content);
    }
}
