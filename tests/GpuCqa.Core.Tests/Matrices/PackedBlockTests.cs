using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Core.Tests.Matrices;

public class PackedBlockTests
{
    private static readonly float[] Awkward =
    [
        0, -0f, 1, 255, 256, 16_777_216, 16_777_218, 2_147_483_520, 2_147_483_648, 4_294_967_296, 0.5f, -1, -16_777_216, float.Epsilon, float.MaxValue, float.MinValue, float.NaN,
        float.PositiveInfinity, float.NegativeInfinity, BitConverter.UInt32BitsToSingle(0xFFFF_FFFF), BitConverter.UInt32BitsToSingle(0x7F80_0001),
    ];

    public static TheoryData<string, int, int, double, int> Shapes => new()
    {
        // kind, rows, genes, density, largest count
        { "counts", 0, 10, 0.5, 5 },
        { "counts", 1, 1, 1, 1 },
        { "counts", 5_000, 1, 0.5, 3 },
        { "counts", 3, 1 << 20, 0.0001, 1 << 24 },
        { "counts", 1, 1 << 20, 0.3, 40 },
        { "counts", 300, 2_000, 0.06, 4 },
        { "counts", 700, 500, 0.9, 1 << 24 },
        { "counts", 257, 256, 1, 300 },
        { "counts", 100, 50, 0, 1 },
        { "fractions", 200, 300, 0.2, 0 },
        { "features", 300, 120, 1, 0 },
        { "awkward", 90, 111, 0.7, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Unpack_OfAnyRows_GivesThemBackBitForBit(string kind, int rows, int genes, double density, int largest) => Seeds.Each(seed =>
    {
        CsrMatrix<float> block = Random(kind, rows, genes, density, largest, seed);
        PackedBlock packed = PackedBlock.Pack(block);
        RequireSame(block, packed.Unpack());
        RequireSame(block, new PackedBlock(packed.Bytes.ToArray()).Unpack());
    });

    [Fact]
    public void Unpack_RowsOfAllLengths_CrossGroupsAndChunks() => Seeds.Each(seed =>
    {
        var random = new Random((int)seed);
        var buffer = new CsrRowBuffer<float>(70_000);
        foreach (int length in (int[])[0, 1, 0, 0, 255, 256, 257, 0, 511, 513, 32_767, 32_768, 32_769, 1, 70_000, 0, 0])
        {
            int[] columns = Enumerable.Range(0, 70_000).ToArray();
            random.Shuffle(columns);
            int[] own = [.. columns.Take(length).Order()];
            buffer.Append(own, own.Select(_ => (float)random.Next(1, 9)).ToArray());
        }

        CsrMatrix<float> block = buffer.Take();
        PackedBlock packed = PackedBlock.Pack(block);
        Assert.True(packed.Chunks > 3, $"{packed.Chunks}");
        RequireSame(block, packed.Unpack());
    });

    [Fact]
    public void Unpack_IntoLongerArraysInAnyOrder_FillsWhatIsTheBlocks()
    {
        CsrMatrix<float> block = Random("counts", 900, 1_000, 0.2, 9, 7);
        PackedBlock packed = PackedBlock.Pack(block);
        long[] offsets = packed.Offsets();
        int[] indices = new int[packed.Entries + 77];
        float[] values = new float[packed.Entries + 77];
        for (int c = packed.Chunks - 1; c >= 0; c--) packed.UnpackChunk(c, offsets, indices, values);
        Assert.Equal(block.RowOffsets, offsets);
        Assert.Equal(block.ColumnIndices, indices[..packed.Entries]);
        Assert.Equal(block.Values, values[..packed.Entries]);
        Assert.Equal(new int[77], indices[packed.Entries..]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Unpack_SomeColumns_GivesWhatTheBlockHasThere(bool rising) => Seeds.Each(seed =>
    {
        CsrMatrix<float> block = Random("counts", 900, 400, 0.3, 1 << 24, seed);
        int[] chosen = Enumerable.Range(0, 400).ToArray();
        new Random((int)seed).Shuffle(chosen);
        chosen = chosen[..60];
        if (rising) Array.Sort(chosen);
        int[] map = new int[400];
        Array.Fill(map, -1);
        for (int i = 0; i < chosen.Length; i++) map[chosen[i]] = i;
        var expected = new CsrRowBuffer<float>(60);
        for (int r = 0; r < block.Rows; r++) expected.Append(block.RowIndices(r), block.RowValues(r), map);
        RequireSame(expected.Take(), PackedBlock.Pack(block, Backwards).Unpack(map, 60, Backwards));

        static void Backwards(int count, Action<int> body)
        {
            for (int i = count - 1; i >= 0; i--) body(i);
        }
    });

    // What single cells are like: 1,250 of 20,000 genes, most of them once.
    [Fact]
    public void Pack_CountsOfCells_TakesAFourthOfCsrAtMost()
    {
        CsrMatrix<float> block = Random("counts", 400, 20_000, 0.0625, 0, 3);
        Assert.InRange(PackedBlock.Pack(block).Bytes.Length, 1, 8 * block.NonZeros / 4);
    }

    [Fact]
    public void Pack_DenseFeatures_TakesNoPlaceForColumns()
    {
        CsrMatrix<float> block = Random("features", 400, 500, 1, 0, 3);
        Assert.InRange(PackedBlock.Pack(block).Bytes.Length, 1, 4.4 * block.NonZeros);
    }

    [Fact]
    public void Block_OfOtherBytes_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new PackedBlock(new byte[100]));
        Assert.Throws<ArgumentException>(() => new PackedBlock(Array.Empty<byte>()));
    }

    private static CsrMatrix<float> Random(string kind, int rows, int genes, double density, int largest, ulong seed)
    {
        var random = new Random((int)seed);
        var buffer = new CsrRowBuffer<float>(genes);
        for (int r = 0; r < rows; r++)
        {
            var columns = new List<int>();
            // Every tenth row is empty, but for tables of features.
            double share = kind != "features" && rows > 9 && r % 10 == 3 ? 0 : density;
            for (int c = 0; c < genes; c++)
            {
                if (share >= 1 || random.NextDouble() < share) columns.Add(c);
            }

            buffer.Append(columns.ToArray(), columns.Select(_ => Value()).ToArray());
        }

        return buffer.Take();

        float Value() => kind switch
        {
            "fractions" => (float)random.NextDouble(),
            "features" => (float)((random.NextDouble() - 0.5) * 1_000),
            "awkward" => Awkward[random.Next(Awkward.Length)],
            // Mostly ones, few large; explicit zeros too where a largest is given.
            _ when largest == 0 => (float)Math.Ceiling(Math.Pow(random.NextDouble(), -0.8)),
            _ => random.NextDouble() < 0.02 ? random.Next(largest + 1) : random.Next(Math.Min(3, largest) + 1),
        };
    }

    private static void RequireSame(CsrMatrix<float> expected, CsrMatrix<float> found)
    {
        Assert.Equal((expected.Rows, expected.Columns), (found.Rows, found.Columns));
        Assert.Equal(expected.RowOffsets, found.RowOffsets);
        Assert.Equal(expected.ColumnIndices, found.ColumnIndices);
        Assert.Equal(expected.Values.Select(BitConverter.SingleToUInt32Bits), found.Values.Select(BitConverter.SingleToUInt32Bits));
    }
}
