using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>A compression of messages.</summary>
public interface ICompressionProvider
{
    /// <summary>Its name in grpc-encoding.</summary>
    string EncodingName { get; }

    /// <summary>A stream that compresses what is written into it; the inner stream stays open.</summary>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>A stream that undoes the compression; the inner stream stays open.</summary>
    Stream CreateDecompressionStream(Stream stream);
}
