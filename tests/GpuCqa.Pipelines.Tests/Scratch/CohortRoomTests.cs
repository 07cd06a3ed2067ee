using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Scratch;

public sealed class CohortRoomTests : IDisposable
{
    private const int Genes = 40;

    private static readonly DiscoverParameters Parameters = new() { Readouts = [], MinGenes = 5, MaxGenes = 100, MinCounts = 0, MaxMitoPercent = 100, MinCells = 3 };

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(100_000, 2)]
    public void Cells_OfACohortInScratchFiles_AreThoseInMemory(long memory, int threads) => Seeds.Each(seed =>
    {
        using var device = new CpuDevice(threads);
        using var one = new CpuDevice(1);
        CohortInput input = Input((int)seed);
        CohortCells expected = CohortReader.Read(one, input, Parameters, StepProgress.None, CancellationToken.None);
        using (var scratch = new ScratchBlocks(() => folder.Path, fileBytes: 50_000))
        {
            var room = new CellRoom(memory, scratch);
            CohortCells found = CohortReader.Read(device, input, Parameters, StepProgress.None, CancellationToken.None, room);
            Assert.InRange(room.PeakHeldBytes, 0, memory);
            Assert.True(room.PeakSpilledBytes > 0);
            Assert.Equal(expected.Cells.Barcodes, found.Cells.Barcodes);
            Assert.Equal(expected.Cells.Totals, found.Cells.Totals);
            Assert.Equal(expected.Cells.Lots, found.Cells.Lots);
            foreach ((CsrMatrix<float> a, CsrMatrix<float> b) in expected.Cells.Blocks.Zip(found.Cells.Blocks)) RequireSame(a, b);
            IEnumerable<CsrMatrix<double>> stripes = new GeneStripes(one, new NormalizedBlocks(one, expected.Cells, 10_000), expected.Cells);
            foreach ((CsrMatrix<double> a, CsrMatrix<double> b) in stripes.Zip(new GeneStripes(device, new NormalizedBlocks(device, found.Cells, 10_000), found.Cells))) RequireSame(a, b);
            // Raw rows are gone once they are filtered.
            Assert.Equal(((BlockShelf)found.Cells.Blocks).PackedBytes, room.HeldBytes + room.SpilledBytes);
            ((BlockShelf)found.Cells.Blocks).Dispose();
            Assert.Equal((0L, 0L), (room.HeldBytes, room.SpilledBytes));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    });

    public void Dispose() => folder.Dispose();

    // One lot of more than a block with a file of its own, and two that take turns in one file.
    private static CohortInput Input(int seed)
    {
        var random = new Random(seed);
        string[] genes = [.. Enumerable.Range(0, Genes).Select(g => $"g{g}")];
        float[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Genes).Select(_ => random.NextDouble() < 0.6 ? 0f : random.Next(1, 30)).ToArray())];
        return new CohortInput(
            [Lot("a"), Lot("b"), Lot("c")],
            [
                new CellInput(new MemoryCells("a", genes, Rows(8_500)), 0),
                new CellInput(new MemoryCells("bc", genes, Rows(3_000), groups: [.. Enumerable.Range(0, 3_000).Select(i => i % 3 == 0 ? "b" : "c")]), -1),
            ]);
    }

    private static LotInput Lot(string name) => new(new Lot(name, "memory", Core.Cohorts.Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []);

    private static void RequireSame<T>(CsrMatrix<T> expected, CsrMatrix<T> found) where T : unmanaged
    {
        Assert.Equal(expected.RowOffsets, found.RowOffsets);
        int entries = (int)expected.NonZeros;
        Assert.True(expected.ColumnIndices.AsSpan(0, entries).SequenceEqual(found.ColumnIndices.AsSpan(0, entries)));
        Assert.True(expected.Values.AsSpan(0, entries).SequenceEqual(found.Values.AsSpan(0, entries)));
    }
}
