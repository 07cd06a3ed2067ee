using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Scratch;

public sealed class BlockShelfTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CpuDevice device = new(2);

    [Theory]
    [InlineData(0)]
    [InlineData(1_500)]
    [InlineData(1L << 30)]
    public void Shelf_OfAnyMemory_GivesBackItsBlocks(long memory)
    {
        CsrMatrix<float>[] blocks = Enumerable.Range(1, 6).Select(i => Block(i, 10 * i)).Append(new CsrMatrix<float>(3, 50, [0, 0, 0, 0], [], [])).ToArray();
        using (var scratch = new ScratchBlocks(() => folder.Path))
        using (var shelf = new BlockShelf(device, new CellRoom(memory, scratch)))
        {
            foreach (CsrMatrix<float> block in blocks) shelf.Add(block);
            Assert.Equal(memory < 1 << 20, shelf.SpilledBytes > 0);
            Assert.Equal(memory < 1 << 20, Directory.GetFiles(folder.Path).Length > 0);
            Assert.InRange(shelf.PackedBytes - shelf.SpilledBytes, 0, memory);
            Assert.Equal((blocks.Sum(b => b.NonZeros), 213, 50), (shelf.Entries, shelf.Cells, shelf.Genes));
            for (int walk = 0; walk < 2; walk++)
            {
                Assert.Equal(blocks.Length, shelf.Count);
                foreach ((CsrMatrix<float> expected, CsrMatrix<float> found) in blocks.Zip(shelf)) RequireSame(expected, found);
                foreach ((CsrMatrix<float> expected, CsrMatrix<float> found) in blocks.Zip(shelf.Sweep())) RequireSame(expected, found);
            }

            RequireSame(blocks[4], shelf[4]);
            RequireSame(blocks[1], shelf[1]);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Shelf_ThatIsEmptiedWhileAnotherFills_LetsFilesGo()
    {
        using var scratch = new ScratchBlocks(() => folder.Path, fileBytes: 2_000);
        var room = new CellRoom(0, scratch);
        using BlockShelf raw = new(device, room), kept = new(device, room);
        CsrMatrix<float>[] blocks = [.. Enumerable.Range(0, 40).Select(i => Block(i, 20))];
        foreach (CsrMatrix<float> block in blocks) raw.Add(block);
        long before = Bytes();
        int b = 0;
        foreach (CsrMatrix<float> block in raw.Sweep())
        {
            kept.Add(block);
            raw.Drop(b++);
            Assert.InRange(Bytes(), 1, before + 6_000);
        }

        Assert.Equal(room.SpilledBytes, kept.PackedBytes);
        foreach ((CsrMatrix<float> expected, CsrMatrix<float> found) in blocks.Zip(kept)) RequireSame(expected, found);

        long Bytes() => Directory.GetFiles(folder.Path).Sum(f => new FileInfo(f).Length);
    }

    [Fact]
    public void Shelf_WalkedByManyThreads_GivesEachItsBlocks()
    {
        CsrMatrix<float>[] blocks = [.. Enumerable.Range(0, 12).Select(i => Block(i, 40 * (i + 1)))];
        using var scratch = new ScratchBlocks(() => folder.Path, fileBytes: 20_000);
        using var shelf = new BlockShelf(device, new CellRoom(5_000, scratch));
        foreach (CsrMatrix<float> block in blocks) shelf.Add(block);
        using var many = new CpuDevice(8);
        many.ForEach(32, walk =>
        {
            int cell = 0;
            if (walk % 2 == 0)
            {
                foreach ((CsrMatrix<float> expected, CsrMatrix<float> found) in blocks.Zip(shelf.Sweep())) RequireSame(expected, found);
            }
            else
            {
                foreach (CsrMatrix<float> piece in shelf.Pieces()) cell += piece.Rows;
                Assert.Equal(shelf.Cells, cell);
            }
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1L << 30)]
    public void Shelf_PiecesOfSomeCells_HoldThemAndLittleElse(long memory) => Seeds.Each(seed =>
    {
        // Blocks of several chunks of 32,768 entries.
        CsrMatrix<float>[] blocks = [.. Enumerable.Range(0, 4).Select(i => Block(i, 4000 + (1000 * i))), Block(9, 7)];
        using var scratch = new ScratchBlocks(() => folder.Path);
        using var shelf = new BlockShelf(device, new CellRoom(memory, scratch));
        foreach (CsrMatrix<float> block in blocks) shelf.Add(block);
        int[] starts = [.. blocks.Select((_, b) => blocks.Take(b).Sum(x => x.Rows))];
        var random = new Random((int)seed);
        int[] all = [.. Enumerable.Range(0, shelf.Cells)], run = [.. Enumerable.Range(3_990, 2_500)];
        foreach (int[] cells in new[] { [], [random.Next(shelf.Cells)], [0, shelf.Cells - 1], run, [.. all.Where(_ => random.Next(500) == 0)], all })
        {
            int next = 0, end = 0;
            long entries = 0;
            foreach ((int first, CsrMatrix<float> rows) in shelf.Pieces(cells))
            {
                Assert.True(first >= end);
                end = first + rows.Rows;
                entries += rows.NonZeros;
                for (; next < cells.Length && cells[next] < end; next++)
                {
                    int block = Array.FindLastIndex(starts, s => s <= cells[next]), row = cells[next] - starts[block];
                    Assert.True(cells[next] >= first);
                    Assert.Equal(blocks[block].RowIndices(row).ToArray(), rows.RowIndices(cells[next] - first).ToArray());
                    Assert.Equal(blocks[block].RowValues(row).ToArray(), rows.RowValues(cells[next] - first).ToArray());
                }
            }

            Assert.Equal(cells.Length, next);
            Assert.InRange(entries, 0, Math.Min(shelf.Entries, 33_000L * Math.Min(cells.Length, 1 + (cells.Length > 0 ? (cells[^1] - cells[0]) / 1_000 : 0) + 3)));
        }
    });

    [Fact]
    public void Shelf_Cancelled_EndsAWalk()
    {
        using var cancel = new CancellationTokenSource();
        using var shelf = new BlockShelf(device, CellRoom.InMemory(), cancel.Token);
        for (int i = 0; i < 3; i++) shelf.Add(Block(i, 5));
        int seen = 0;
        shelf.Read = () => seen++;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (CsrMatrix<float> block in shelf.Sweep()) cancel.Cancel();
        });
        Assert.Equal(1, seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Block_DamagedOnTheDisk_NamesItsFile(bool cut)
    {
        using var scratch = new ScratchBlocks(() => folder.Path);
        using var shelf = new BlockShelf(device, new CellRoom(0, scratch));
        for (int i = 0; i < 3; i++) shelf.Add(Block(i, 500));
        string file = Assert.Single(Directory.GetFiles(folder.Path));
        using (var damage = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            damage.Position = damage.Length - 100;
            int was = damage.ReadByte();
            damage.Position--;
            damage.WriteByte((byte)(was ^ 4));
            if (cut) damage.SetLength(damage.Length - 50);
        }

        int good = 0;
        var error = Assert.Throws<BadDataException>(() =>
        {
            foreach (CsrMatrix<float> block in shelf.Sweep()) good++;
        });
        Assert.Equal((2, file), (good, error.File));
        Assert.Contains(cut ? "shorter" : "not what was written", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    private static CsrMatrix<float> Block(int seed, int rows)
    {
        var random = new Random(seed);
        var buffer = new CsrRowBuffer<float>(50);
        for (int r = 0; r < rows; r++)
        {
            int[] columns = Enumerable.Range(0, 50).Where(_ => random.NextDouble() < 0.4).ToArray();
            buffer.Append(columns, columns.Select(_ => seed % 2 == 0 ? (float)random.NextDouble() : random.Next(1, 9)).ToArray());
        }

        return buffer.Take();
    }

    private static void RequireSame(CsrMatrix<float> expected, CsrMatrix<float> found)
    {
        int entries = (int)expected.NonZeros;
        Assert.Equal(expected.RowOffsets, found.RowOffsets);
        Assert.Equal(expected.ColumnIndices[..entries], found.ColumnIndices[..entries]);
        Assert.Equal(expected.Values[..entries], found.Values[..entries]);
    }
}
