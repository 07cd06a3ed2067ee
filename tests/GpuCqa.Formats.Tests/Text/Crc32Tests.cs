using GpuCqa.Formats.Gzip;
using Xunit;

namespace GpuCqa.Formats.Tests.Text;

public class Crc32Tests
{
    [Fact]
    public void Crc32_CheckString_IsTheCataloguedValue() => Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    [Fact]
    public void Crc32_AnySplit_IsTheSame()
    {
        byte[] data = GzipFiles.Noise(200, 2);
        uint whole = Crc32.Append(0, data);
        for (int cut = 0; cut <= data.Length; cut++) Assert.Equal(whole, Crc32.Append(Crc32.Append(0, data.AsSpan(0, cut)), data.AsSpan(cut)));
    }
}
