using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Text;

public sealed class GzipInputStreamTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(8192)]
    [InlineData(300_000)]
    public void Gzip_Whole_GivesItsBytes(int length)
    {
        byte[] data = GzipFiles.Noise(length, 1);
        Assert.Equal(data, ReadAll(GzipFiles.Compress(data)));
    }

    [Fact]
    public void Gzip_SeveralMembers_AreJoined()
    {
        byte[][] parts = [.. Enumerable.Range(0, 300).Select(i => GzipFiles.Noise((i * 37) % 997, i))];
        Assert.Equal(parts.SelectMany(p => p), ReadAll([.. parts.SelectMany(GzipFiles.Compress)]));
    }

    [Fact]
    public void Gzip_EmptyMembersAround_AreSkipped()
    {
        byte[] data = GzipFiles.Noise(5000, 3), empty = GzipFiles.Compress([]);
        Assert.Equal(data, ReadAll([.. empty, .. empty, .. GzipFiles.Compress(data), .. empty]));
    }

    [Fact]
    public void Gzip_HeaderWithNameCommentExtraAndChecksum_IsRead()
    {
        byte[] data = GzipFiles.Noise(2000, 4), plain = GzipFiles.Compress(data);
        byte[] head = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3, 3, 0, 9, 9, 9, .. "a.mtx\0"u8, .. "made by hand\0"u8, 7, 7];
        Assert.Equal(data, ReadAll([.. head, .. plain[10..]]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(5000)]
    public void Gzip_CutOff_IsBadData(int missing)
    {
        foreach (int length in new[] { 20_000, 400_000 })
        {
            byte[] whole = GzipFiles.Compress(GzipFiles.Noise(length, 5));
            var error = Assert.Throws<BadDataException>(() => ReadAll(whole[..^missing]));
            Assert.Contains("cut off", error.Message, StringComparison.Ordinal);
            Assert.Contains("test.gz: near byte", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gzip_CutOffAtEveryByte_IsBadData()
    {
        byte[] whole = GzipFiles.Compress("row\tcolumn\tvalue\n1\t2\t3\n");
        for (int length = 2; length < whole.Length; length++) Assert.Throws<BadDataException>(() => ReadAll(whole[..length]));
    }

    [Fact]
    public void Gzip_SecondMemberCutOff_IsBadData()
    {
        byte[] one = GzipFiles.Compress(GzipFiles.Noise(3000, 6));
        Assert.Throws<BadDataException>(() => ReadAll([.. one, .. one[..^3]]));
        Assert.Throws<BadDataException>(() => ReadAll([.. one, .. one[..4]]));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(1)]
    public void Gzip_WrongTrailer_IsBadData(int fromEnd)
    {
        byte[] bytes = GzipFiles.Compress(GzipFiles.Noise(3000, 7));
        bytes[^fromEnd] ^= 1;
        Assert.Contains("checksum", Assert.Throws<BadDataException>(() => ReadAll(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_DamagedBody_IsBadData()
    {
        byte[] bytes = GzipFiles.Compress(Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 100_000))));
        bytes[bytes.Length / 2] ^= 0x10;
        Assert.Throws<BadDataException>(() => ReadAll(bytes));
    }

    [Fact]
    public void Gzip_BytesBehind_AreBadDataAndCounted()
    {
        byte[] whole = GzipFiles.Compress(GzipFiles.Noise(3000, 8));
        var error = Assert.Throws<BadDataException>(() => ReadAll([.. whole, 1, 2, 3, 4, 5]));
        Assert.Contains($"byte {whole.Length}: 5 bytes follow the end of the gzip data", error.Message, StringComparison.Ordinal);
        Assert.Throws<BadDataException>(() => ReadAll([.. whole, .. new byte[512]]));
        Assert.Throws<BadDataException>(() => ReadAll([.. whole, 0x1F]));
    }

    [Fact]
    public void ReadAhead_DisposedEarly_StopsItsThread()
    {
        string path = folder.File("test.gz");
        File.WriteAllBytes(path, GzipFiles.Compress(GzipFiles.Noise(8_000_000, 9)));
        for (int i = 0; i < 20; i++)
        {
            using InputStream stream = InputFile.Open(path);
            Assert.IsType<ReadAheadStream>(stream);
            Assert.True(stream.Read(new byte[100]) > 0);
        }

        File.Delete(path);
    }

    [Fact]
    public void File_Missing_IsBadData()
    {
        Assert.Contains("no such file", Assert.Throws<BadDataException>(() => InputFile.Open(folder.File("none.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<BadDataException>(() => InputFile.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    private byte[] ReadAll(byte[] compressed)
    {
        string path = folder.File("test.gz");
        File.WriteAllBytes(path, compressed);
        using InputStream stream = InputFile.Open(path);
        var memory = new MemoryStream();
        byte[] buffer = new byte[3001];
        int n;
        while ((n = stream.Read(buffer, 0, buffer.Length)) > 0) memory.Write(buffer, 0, n);
        return memory.ToArray();
    }
}
