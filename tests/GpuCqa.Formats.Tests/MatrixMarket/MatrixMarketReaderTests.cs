using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Layouts;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Formats.Tests.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.MatrixMarket;

public sealed class MatrixMarketReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("%%MatrixMarket matrix coordinate integer general\n3 2 2\n1 1 4\n3 2 5\n")]
    [InlineData("%%matrixmarket MATRIX Coordinate REAL General\n%a\n\n% b\n3 2 2\n1 1 4.0\n3 2 5e0\n")]
    [InlineData("%%MatrixMarket  matrix\tcoordinate integer general \r\n3 2 2\r\n1 1 4\r\n3 2 5")]
    [InlineData("%%MatrixMarket matrix coordinate integer general\n 3   2\t2 \n\n\t1  1 4 \n3\t2\t5\n\n\n")]
    [InlineData("%%MatrixMarket matrix coordinate integer general\n3 2 4\n1 1 4\n2 1 0\n3 2 5\n1 2 0\n")]
    [InlineData("%%MatrixMarket matrix coordinate integer general\n3 2 2\n000000000001 +1 4\n3 2 0000000000000005\n")]
    public void Text_AnyLegalShape_IsRead(string text)
    {
        string path = folder.File("a.mtx");
        File.WriteAllText(path, text);
        float[][] expected = [[4, 0, 0], [0, 0, 5]];
        Assert.Equal(expected, Cells.Of(CellFiles.Open(path, new CellFileOptions())).Values);
        Assert.Equal(expected, Cells.Of(StreamedSource.Open(path)).Values);
        Assert.Equal(expected, Cells.Of(StreamedSource.OpenPacked(path)).Values);
        Assert.Equal(2, CellFiles.Open(path, new CellFileOptions()).ReadBlocks(5).Sum(b => b.Values.NonZeros));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    public void Matrix_WithoutEntries_HasItsCells(int rows, int columns)
    {
        string path = folder.File("a.mtx");
        File.WriteAllText(path, MatrixText.Of(rows, columns, []));
        Assert.Equal(columns, Cells.Of(CellFiles.Open(path, new CellFileOptions()), 2).Barcodes.Length);
        Assert.Equal(columns, Cells.Of(StreamedSource.Open(path), 2).Barcodes.Length);
        Assert.Equal(columns, Cells.Of(StreamedSource.OpenPacked(path), 2).Barcodes.Length);
    }

    [Fact]
    public void Matrix_AnyOrderAndBlockSize_RoundTrips() => Prop.ForAll(Matrices(), sample =>
    {
        (int rows, int columns, (int, int, int)[] entries, int maxCells) = sample;
        string path = folder.File("a.mtx");
        File.WriteAllText(path, MatrixText.Of(rows, columns, entries));
        float[][] expected = Dense(rows, columns, entries);
        Cells held = Cells.Of(CellFiles.Open(path, new CellFileOptions()), maxCells), streamed = Cells.Of(StreamedSource.Open(path), maxCells), packed = Cells.Of(StreamedSource.OpenPacked(path), maxCells);
        return Same(expected, held.Values) && Same(expected, streamed.Values) && Same(expected, packed.Values) && held.BlockSizes.SequenceEqual(packed.BlockSizes) && held.BlockSizes.SequenceEqual(streamed.BlockSizes)
            && held.BlockSizes.SkipLast(1).All(s => s == maxCells) && held.Barcodes.SequenceEqual(streamed.Barcodes);
    }).CheckSeeds();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Matrix_LargerThanEveryBuffer_RoundTrips(bool sortedByCell, bool gzip)
    {
        // 300,000 lines: several text buffers, several batches of entries, the read-ahead thread.
        const int rows = 500, columns = 1000;
        var random = new System.Random(7);
        (int Row, int Column, int Value)[] entries = [.. Enumerable.Range(0, rows * columns).Where(_ => random.Next(5) < 3)
            .Select(i => ((i % rows) + 1, (i / rows) + 1, random.Next(1, 1000)))];
        if (!sortedByCell) entries = [.. entries.OrderBy(e => e.Row)];
        string path = folder.File("a.mtx");
        byte[] text = Encoding.ASCII.GetBytes(MatrixText.Of(rows, columns, entries));
        File.WriteAllBytes(path, gzip ? GzipFiles.Compress(text) : text);
        float[][] expected = Dense(rows, columns, entries);
        Assert.Equal(expected, Cells.Of(CellFiles.Open(path, new CellFileOptions()), 333).Values);
        Assert.Equal(expected, Cells.Of(StreamedSource.Open(path), 333).Values);
        Assert.Equal(expected, Cells.Of(StreamedSource.OpenPacked(path), 333).Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Matrix_LateReturnToAnEarlierCell_IsStillRead(bool packed)
    {
        // Files that join two feature types list all cells twice.
        (int, int, int)[] entries = [.. Enumerable.Range(1, 100).Select(c => (1, c, c)), .. Enumerable.Range(1, 100).Select(c => (2, c, 2 * c))];
        string path = folder.File("a.mtx");
        File.WriteAllText(path, MatrixText.Of(2, 100, entries));
        CellSource source = packed ? StreamedSource.OpenPacked(path) : StreamedSource.Open(path);
        Assert.Equal(Dense(2, 100, entries), Cells.Of(source, 7).Values);
        Assert.Equal(Dense(2, 100, entries), Cells.Of(source, 9).Values);
    }

    [Fact]
    public void Measurements_OfEverySizeAndSign_AreTheSameBitsHeldPackedAndStreamed()
    {
        // Features far apart and out of order, counts of one to four bytes and beyond, fractions, negative numbers; more than one chunk of packed bytes.
        const int features = 3_000_000, cells = 400, each = 600;
        float[] values = [1, 127, 64, 8191, 16384, 1 << 21, 1 << 27, 3e9f, 0.5f, -1, -0.25f, 1e-30f, 3.4e38f];
        var text = new StringBuilder("%%MatrixMarket matrix coordinate real general\n").Append(CultureInfo.InvariantCulture, $"{features} {cells} {cells * each}\n");
        for (int c = 0; c < cells; c++)
        {
            for (int i = 0; i < each; i++) text.Append(CultureInfo.InvariantCulture, $"{((i * 1_234_577L) + (c * 97)) % features + 1} {c + 1} {values[(i + c) % values.Length]:R}\n");
        }

        string path = folder.File("a.mtx");
        File.WriteAllText(path, text.ToString());
        var options = new CellFileOptions { Modality = CellModality.Features };
        CellBlock[] Read(long? held, long? packed) => [.. MatrixCellSource.Open(path, MatrixFiles.OfMatrix(path, null), options, held, packed).ReadBlocks(64)];
        CellBlock[] asTheyAre = Read(null, null), packed = Read(0, null), streamed = Read(0, 0);
        Assert.Equal(7, asTheyAre.Length);
        foreach (CellBlock[] other in new[] { packed, streamed })
        {
            Assert.Equal(asTheyAre.SelectMany(b => b.Values.RowOffsets), other.SelectMany(b => b.Values.RowOffsets));
            for (int b = 0; b < other.Length; b++)
            {
                int n = (int)asTheyAre[b].Values.NonZeros;
                Assert.True(asTheyAre[b].Values.ColumnIndices.AsSpan(0, n).SequenceEqual(other[b].Values.ColumnIndices.AsSpan(0, n)));
                Assert.True(asTheyAre[b].Values.Values.AsSpan(0, n).SequenceEqual(other[b].Values.Values.AsSpan(0, n)));
            }
        }
    }

    [Fact]
    public void Comment_LongerThanTheBuffer_IsSkipped()
    {
        string path = folder.File("a.mtx");
        File.WriteAllText(path, $"%%MatrixMarket matrix coordinate integer general\n%{new string('x', 3_000_000)}\n1 1 1\n1 1 9\n");
        Assert.Equal([[9f]], Cells.Of(CellFiles.Open(path, new CellFileOptions())).Values);
    }

    private static bool Same(float[][] a, float[][] b) => a.Length == b.Length && a.Zip(b).All(p => p.First.SequenceEqual(p.Second));

    private static float[][] Dense(int rows, int columns, (int Row, int Column, int Value)[] entries)
    {
        float[][] dense = [.. Enumerable.Range(0, columns).Select(_ => new float[rows])];
        foreach ((int row, int column, int value) in entries) dense[column - 1][row - 1] = value;
        return dense;
    }

    private static Arbitrary<(int, int, (int, int, int)[], int)> Matrices() => Arb.From(
        from rows in Gen.Choose(1, 12)
        from columns in Gen.Choose(1, 12).Where(c => c == 1 || c != rows) // A square one without names is refused.
        from places in Gen.Shuffle(Enumerable.Range(0, rows * columns))
        from count in Gen.Choose(0, rows * columns)
        from values in Gen.Choose(0, 70_000).ArrayOf(count)
        from maxCells in Gen.Choose(1, 14)
        from sorted in Gen.Choose(0, 1)
        let chosen = places.Take(count).Select((p, i) => ((p % rows) + 1, (p / rows) + 1, values[i])).ToArray()
        select (rows, columns, sorted == 1 ? [.. chosen.OrderBy(e => e.Item2)] : chosen, maxCells));
}
