using GpuCqa.Core.Randomness;
using GpuCqa.Formats.Hdf5.Native;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public class LzfTests
{
    [Theory]
    [InlineData(new byte[] { 2, 65, 66, 67 }, "ABC")]
    [InlineData(new byte[] { 0, 65, 0x20, 0 }, "AAAA")]
    [InlineData(new byte[] { 2, 65, 66, 67, 0x40, 2 }, "ABCABCA")]
    [InlineData(new byte[] { 1, 65, 66, 0xE0, 1, 1 }, "ABABABABABAB")]
    public void Stream_OfLiteralsAndCopies_IsDecoded(byte[] packed, string expected)
    {
        int length = Lzf.DecodedLength(packed);
        Assert.Equal(expected.Length, length);
        var plain = new byte[length];
        Assert.True(Lzf.TryDecode(packed, plain));
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(plain));
    }

    [Theory]
    [InlineData(new byte[] { 5, 65 })]
    [InlineData(new byte[] { 0, 65, 0x20 })]
    [InlineData(new byte[] { 0, 65, 0xE0 })]
    public void Stream_CutShort_HasNoLength(byte[] packed) => Assert.Equal(-1, Lzf.DecodedLength(packed));

    [Fact]
    public void Stream_ThatReachesBeforeItsStart_IsRefused() => Assert.False(Lzf.TryDecode([0, 65, 0x20, 1], new byte[4]));

    [Fact]
    public void Stream_OfRandomBytes_NeverWritesOutside()
    {
        var random = new Philox(1, RandomPurpose.Test);
        for (int trial = 0; trial < 2_000; trial++)
        {
            var packed = new byte[random.NextInt32(64)];
            for (int i = 0; i < packed.Length; i++) packed[i] = (byte)random.NextUInt32();
            int length = Lzf.DecodedLength(packed);
            if (length >= 0) _ = Lzf.TryDecode(packed, new byte[length]);
        }
    }
}
