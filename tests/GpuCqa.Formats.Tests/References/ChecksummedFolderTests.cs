using GpuCqa.Core.Errors;
using GpuCqa.Core.Randomness;
using GpuCqa.Formats.References;
using GpuCqa.Formats.Tests.Hdf5;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.References;

public class ChecksummedFolderTests
{
    [Fact]
    public void Arrays_OfEveryType_ReadBackToTheBit()
    {
        using var place = new TemporaryFolder();
        var files = new ChecksummedWriter(place.Path);
        double[] doubles = [0.1, -0.0, double.NaN, double.PositiveInfinity, double.Epsilon, double.MaxValue];
        float[] floats = [0.1f, -0f, float.NaN, float.NegativeInfinity];
        files.Array<double>("d.npy", doubles, 2, 3);
        files.Array<float>("f.npy", floats, 4);
        files.Array<long>("l.npy", [long.MinValue, long.MaxValue], 2);
        files.Array<int>("none.npy", [], 0);
        var reader = new ChecksummedReader(place.Path, files.Files);
        Assert.Equal(doubles.Select(BitConverter.DoubleToInt64Bits), reader.Array<double>("d.npy", 2, 3).Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(floats.Select(BitConverter.SingleToInt32Bits), reader.Array<float>("f.npy", -1).Select(BitConverter.SingleToInt32Bits));
        Assert.Equal([long.MinValue, long.MaxValue], reader.Array<long>("l.npy", 2));
        Assert.Empty(reader.Array<int>("none.npy", 0));
    }

    [Theory]
    [InlineData("|u1", 0, 255)]
    [InlineData("<u2", 0, 256)]
    [InlineData("<u2", 65535)]
    [InlineData("<i4", 65536)]
    [InlineData("<i4", -1, 3)]
    public void Integers_OfAnyRange_TakeAsFewBytesAsHoldThem(string type, params int[] values)
    {
        using var place = new TemporaryFolder();
        var files = new ChecksummedWriter(place.Path);
        files.Integers("i.npy", values);
        Assert.Contains($"'descr': '{type}'", File.ReadAllText(place.File("i.npy")), StringComparison.Ordinal);
        Assert.Equal(values, new ChecksummedReader(place.Path, files.Files).Integers("i.npy", values.Length));
    }

    [Fact]
    public void Counts_OfAnyKind_ReadBackToTheBit() => Seeds.Each(seed =>
    {
        var random = new Philox(seed, RandomPurpose.Test);
        float[] counts = [.. Enumerable.Range(0, 500).Select(_ => (float)random.NextInt32(random.NextInt32(20) == 0 ? 1 << 20 : 256))];
        float[][] all = [counts, [.. counts.Select(c => Math.Min(c, 255))], [.. counts.Append(0.5f)], [.. counts.Append(-0f)], [.. counts.Append(-3)], [.. counts.Append(float.NaN)], [.. counts.Append(float.PositiveInfinity)], [.. counts.Select(c => c + 256)], []];
        int[] files = [3, 1, 1, 1, 1, 1, 1, 1, 1];
        for (int i = 0; i < all.Length; i++)
        {
            using var place = new TemporaryFolder();
            var writer = new ChecksummedWriter(place.Path);
            writer.Counts("c", all[i]);
            Assert.Equal(files[i], writer.Files.Count);
            Assert.Equal(all[i].Select(BitConverter.SingleToInt32Bits), new ChecksummedReader(place.Path, writer.Files).Counts("c", all[i].Length).Select(BitConverter.SingleToInt32Bits));
        }
    });

    [Fact]
    public void Array_OfAnotherShapeOrType_IsRefused()
    {
        using var place = new TemporaryFolder();
        var files = new ChecksummedWriter(place.Path);
        files.Array<double>("d.npy", [1, 2, 3, 4], 2, 2);
        var reader = new ChecksummedReader(place.Path, files.Files);
        Assert.Contains("is an array of 2 x 2, expected 4", Assert.Throws<BadDataException>(() => reader.Array<double>("d.npy", 4)).Message, StringComparison.Ordinal);
        Assert.Contains("type <f8, expected <f4", Assert.Throws<BadDataException>(() => reader.Array<float>("d.npy", 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("is not among the files", Assert.Throws<BadDataException>(() => reader.Array<float>("e.npy", 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Array_ThatLies_IsRefusedAlthoughItsChecksumAgrees()
    {
        using var place = new TemporaryFolder();
        var files = new ChecksummedWriter(place.Path);
        files.Text("huge.npy", text => text.Write("\u0093"));
        files.Text("name", _ => { });
        FileChecksum[] escaping = [.. files.Files.Select(f => f with { Name = "../" + f.Name })];
        Assert.Throws<BadDataException>(() => new ChecksummedReader(place.Path, escaping));
        Assert.Contains("no NumPy array", Assert.Throws<BadDataException>(() => new ChecksummedReader(place.Path, files.Files).Array<int>("huge.npy", -1)).Message, StringComparison.Ordinal);
    }

    [PeerFact]
    public void Arrays_InNumPy_AreTheSame()
    {
        using var place = new TemporaryFolder();
        var files = new ChecksummedWriter(place.Path);
        files.Array<double>("d.npy", [1.5, -2, 3, 4, 5, 1e-300], 3, 2);
        files.Array<float>("f.npy", [1.5f], 1);
        files.Integers("u1.npy", [7, 8]);
        files.Integers("u2.npy", [700, 8]);
        files.Integers("i4.npy", [-7, 8]);
        files.Array<long>("l.npy", [1L << 40], 1);
        files.Array<int>("none.npy", [], 0, 3);
        const string program = "import numpy as n, sys\nfor f in sys.argv[1:]:\n a = n.load(f); print(a.dtype.str, a.shape, a.flags.c_contiguous, a.ravel().tolist())";
        Assert.Equal(
            """
            <f8 (3, 2) True [1.5, -2.0, 3.0, 4.0, 5.0, 1e-300]
            <f4 (1,) True [1.5]
            |u1 (2,) True [7, 8]
            <u2 (2,) True [700, 8]
            <i4 (2,) True [-7, 8]
            <i8 (1,) True [1099511627776]
            <i4 (0, 3) True []

            """, H5adPeer.Program(program, [.. ((string[])["d", "f", "u1", "u2", "i4", "l", "none"]).Select(n => place.File(n + ".npy"))]));
    }
}
