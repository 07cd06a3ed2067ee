using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>RFC 1950 zlib, which HTTP calls deflate.</summary>
public sealed class DeflateCompressionProvider : ICompressionProvider
{
    private readonly CompressionLevel level;

    /// <summary>With the level of messages that ask for none.</summary>
    public DeflateCompressionProvider(CompressionLevel defaultCompressionLevel) => level = defaultCompressionLevel;

    /// <inheritdoc/>
    public string EncodingName => "deflate";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => new ZLibStream(stream, compressionLevel ?? level, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) => new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true);
}
