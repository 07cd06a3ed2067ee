using System.IO.Compression;
using System.Text;
using Grpc.Net.Compression;
using Xunit;

namespace GpuCqa.Grpc.Tests;

public class CompressionTests
{
    public static TheoryData<ICompressionProvider, string> Providers => new()
    {
        { new GzipCompressionProvider(CompressionLevel.Fastest), "gzip" },
        { new DeflateCompressionProvider(CompressionLevel.Fastest), "deflate" },
    };

    [Theory]
    [MemberData(nameof(Providers))]
    public void Provider_RoundTrip_GivesTheBytesAndLeavesTheInnerStreamOpen(ICompressionProvider provider, string name)
    {
        byte[] message = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("lot donor readout ", 200)));
        using var packed = new MemoryStream();
        using (Stream stream = provider.CreateCompressionStream(packed, CompressionLevel.Optimal)) stream.Write(message);
        Assert.Equal(name, provider.EncodingName);
        Assert.InRange(packed.Length, 1, message.Length / 4);
        packed.Position = 0;
        using var plain = new MemoryStream();
        using (Stream stream = provider.CreateDecompressionStream(packed)) stream.CopyTo(plain);
        Assert.Equal(message, plain.ToArray());
        Assert.True(packed.CanRead);
    }

    [Fact]
    public void Deflate_Bytes_AreZlib()
    {
        using var packed = new MemoryStream();
        using (Stream stream = new DeflateCompressionProvider(CompressionLevel.Fastest).CreateCompressionStream(packed, null)) stream.Write([1, 2, 3]);
        byte[] bytes = packed.ToArray();
        Assert.Equal(0, ((bytes[0] << 8) | bytes[1]) % 31);
        Assert.Equal(8, bytes[0] & 15);
    }
}
