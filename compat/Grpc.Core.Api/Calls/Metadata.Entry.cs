using Grpc.Core.Utils;
using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its value; immutable.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");
        private readonly string? text;
        private readonly byte[]? bytes;

        /// <summary>A binary entry; the key must end in -bin. The bytes are copied.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalized(key);
            GrpcPreconditions.CheckArgument(IsBinary, "Key for binary valued metadata entry needs to have suffix indicating binary value.");
            bytes = (byte[])GrpcPreconditions.CheckNotNull(valueBytes, nameof(valueBytes)).Clone();
        }

        /// <summary>A text entry; the key must not end in -bin.</summary>
        public Entry(string key, string value)
        {
            Key = Normalized(key);
            GrpcPreconditions.CheckArgument(!IsBinary, "Key for ASCII valued metadata entry cannot have suffix indicating binary value.");
            text = GrpcPreconditions.CheckNotNull(value, nameof(value));
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>The value's bytes: a copy, or the ASCII bytes of a text.</summary>
        public byte[] ValueBytes => bytes is null ? Encoding.ASCII.GetBytes(text!) : (byte[])bytes.Clone();

        /// <summary>The value's text.</summary>
        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => text ?? throw new InvalidOperationException("Cannot access string value of a binary metadata entry");

        /// <summary>Whether the key ends in -bin.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override string ToString() => bytes is null ? $"[Entry: key={Key}, value={text}]" : $"[Entry: key={Key}, valueBytes={Convert.ToHexStringLower(bytes)}]";

        private static string Normalized(string key)
        {
            string lower = GrpcPreconditions.CheckNotNull(key, nameof(key)).ToLowerInvariant();
            GrpcPreconditions.CheckArgument(
                !lower.AsSpan().ContainsAnyExcept(KeyCharacters),
                "Metadata entry key not valid. Keys can only contain lowercase alphanumeric characters, underscores, hyphens and dots.");
            return lower;
        }
    }
}
