using System.Buffers.Binary;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Randomness;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>Texts of variable length, whose damage libhdf5 itself does not survive.</summary>
public class GlobalHeapTests
{
    private const long MostBytes = 8L << 20;

    [Fact]
    public void Text_ThatPromisesFourGigabytes_IsRefusedCheaply()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.h5ad");
        byte[] bytes = Whole(path);
        // The reference of barcode 'c1': length 2, then the address of the collection.
        int heap = bytes.AsSpan().IndexOf("GCOL\u0001"u8);
        var reference = new byte[12];
        reference[0] = 2;
        BinaryPrimitives.WriteInt64LittleEndian(reference.AsSpan(4), heap);
        int at = bytes.AsSpan().IndexOf(reference);
        Assert.True(at > 0);
        for (; at >= 0; at = bytes.AsSpan().IndexOf(reference)) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), uint.MaxValue);
        File.WriteAllBytes(path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<BadDataException>(() => ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions())));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.Contains("is a text of 4294967295 bytes, longer than any name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Collection_WhoseObjectSizesAreDamaged_IsRefusedByKey()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.h5ad");
        byte[] bytes = Whole(path);
        int heap = bytes.AsSpan().IndexOf("GCOL\u0001"u8);
        bytes.AsSpan(heap + 24, 8).Fill(0xFF);
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<BadDataException>(() => ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions())));
        Assert.Contains("where no text of", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("/", error.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void File_BehindABlockOfTheUser_IsRead()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.h5ad");
        byte[] bytes = Whole(path);
        File.WriteAllBytes(path, [.. new byte[512], .. bytes]);
        Assert.Equal(["c1", "c2", "c3"], ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions())).Barcodes);
    }

    [Fact]
    public void File_DamagedAnywhere_GivesCellsOrOneError()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.h5ad");
        byte[] whole = Whole(path);
        int refused = 0;
        for (ulong trial = 0; trial < 400; trial++)
        {
            var random = new Philox(5, RandomPurpose.Test, trial);
            byte[] bytes = [.. whole];
            for (int i = random.NextInt32(4); i >= 0; i--) bytes[random.NextInt32(bytes.Length)] ^= (byte)(1 + random.NextInt32(255));
            File.WriteAllBytes(path, bytes);
            try
            {
                _ = ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions { GroupColumn = "kind" }));
                _ = Hdf5Inspector.Inspect(path);
            }
            catch (GpuCqaException error)
            {
                refused++;
                Assert.DoesNotContain('\n', error.Message);
            }
        }

        Assert.InRange(refused, 40, 400);
    }

    private static byte[] Whole(string path)
    {
        var parts = new H5adParts
        {
            Obs = obs =>
            {
                var kind = obs.AddGroup("kind");
                kind.Encode("categorical", "0.2.0");
                kind.AddTexts("categories", ["a", "b"]);
                kind.Add<sbyte>("codes", [0, 1, 1], 3);
            },
        };
        return File.ReadAllBytes(parts.Write(path));
    }
}
