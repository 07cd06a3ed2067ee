using System.IO.Compression;
using GpuCqa.Reporting.Tables;
using Xunit;

namespace GpuCqa.Reporting.Tests.Tables;

public sealed class GzipBlocksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 19)]
    [InlineData((1 << 22) + 3)]
    [InlineData(9_000_000)]
    public void Bytes_OfAnyLength_AreOneMemberThatUnpacksAndDoNotDependOnTheWrites(int length)
    {
        var random = new Random(length);
        byte[] plain = new byte[length];
        for (int i = 0; i < length; i++) plain[i] = (byte)"0123456789,\n"[random.Next(random.Next(1, 13))];
        byte[] packed = Pack(plain, 1 << 16), other = Pack(plain, 77_777);
        Assert.Equal(packed, other);
        using var back = new MemoryStream();
        using (var unpack = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)) unpack.CopyTo(back);
        Assert.True(plain.AsSpan().SequenceEqual(back.ToArray()));
        if (length > 1 << 19) Assert.True(packed.Length < length / 2);

        // Whoever reads one member only has read all: the deflate data between header and trailer end where the trailer begins.
        using var member = new DeflateStream(new MemoryStream(packed, 10, packed.Length - 18), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        member.CopyTo(inflated);
        Assert.Equal(length, inflated.Length);
    }

    private static byte[] Pack(byte[] plain, int step)
    {
        using var file = new MemoryStream();
        using (var blocks = new GzipBlocks(file))
        {
            for (int at = 0; at < plain.Length; at += step)
            {
                blocks.Write(plain.AsSpan(at, Math.Min(step, plain.Length - at)));
                blocks.Flush();
            }
        }

        return file.ToArray();
    }
}
