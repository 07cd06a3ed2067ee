using GpuCqa.Core.Matrices;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Primitives;

public class BlockShelfTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3_000)]
    [InlineData(1L << 30)]
    public void Shelf_OfAnyMemory_GivesBackItsBlocks(long memory)
    {
        using var folder = new TemporaryFolder();
        CsrMatrix<float>[] blocks = Enumerable.Range(1, 6).Select(i => Block(i, 10 * i)).Append(new CsrMatrix<float>(3, 50, [0, 0, 0, 0], [], [])).ToArray();
        using (var shelf = new BlockShelf(folder.Path, memory, CancellationToken.None))
        {
            foreach (CsrMatrix<float> block in blocks) shelf.Add(block);
            Assert.Equal(memory < 1 << 20, shelf.SpilledBytes > 0);
            Assert.Equal(blocks.Sum(b => b.NonZeros), shelf.Entries);
            for (int walk = 0; walk < 2; walk++)
            {
                Assert.Equal(blocks.Length, shelf.Count);
                foreach ((CsrMatrix<float> expected, CsrMatrix<float> found) in blocks.Zip(shelf))
                {
                    Assert.Equal(expected.RowOffsets, found.RowOffsets);
                    Assert.Equal(expected.ColumnIndices, found.ColumnIndices);
                    Assert.Equal(expected.Values, found.Values);
                }
            }
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Shelf_Cancelled_EndsAWalk()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        using var shelf = new BlockShelf(folder.Path, 1 << 20, cancel.Token);
        for (int i = 0; i < 3; i++) shelf.Add(Block(i, 5));
        int seen = 0;
        shelf.Read = () => seen++;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (CsrMatrix<float> block in shelf) cancel.Cancel();
        });
        Assert.Equal(1, seen);
    }

    private static CsrMatrix<float> Block(int seed, int rows)
    {
        var random = new Random(seed);
        var buffer = new CsrRowBuffer<float>(50);
        for (int r = 0; r < rows; r++)
        {
            int[] columns = Enumerable.Range(0, 50).Where(_ => random.NextDouble() < 0.4).ToArray();
            buffer.Append(columns, columns.Select(_ => (float)random.NextDouble()).ToArray());
        }

        return buffer.Take();
    }
}
