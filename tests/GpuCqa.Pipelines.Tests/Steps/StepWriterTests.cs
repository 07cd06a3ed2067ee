using GpuCqa.Core.Matrices;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Steps;

public class StepWriterTests
{
    [Fact]
    public void Value_OfEveryKind_ComesBackBitForBit()
    {
        var value = new Everything("name", null, [1.5, double.NaN, -0.0], [[1, 2], null, []], new Inner(3, "x") { More = Kind.Second }, Kind.First, (7, ["a", "\u30ed\u30c3\u30c8"]))
        {
            Missing = null,
            Given = 2.5,
            Flags = [true, false],
            Table = new Dictionary<string, double[]> { ["b"] = [1], ["a"] = [] },
            Lists = [new Inner(1, null), new Inner(2, "y")],
        };
        Everything found = Again(value);
        Assert.Equal((value.Name, value.Absent, value.Kinds, value.Missing, value.Given), (found.Name, found.Absent, found.Kinds, found.Missing, found.Given));
        Assert.Equal(value.Numbers.Select(BitConverter.DoubleToInt64Bits), found.Numbers.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(value.Nested, found.Nested);
        Assert.Equal(value.Inner, found.Inner);
        Assert.Equal(value.Pair.Number, found.Pair.Number);
        Assert.Equal(value.Pair.Words, found.Pair.Words);
        Assert.Equal(value.Flags, found.Flags);
        Assert.Equal(value.Table.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, string.Join(' ', p.Value))), found.Table.Select(p => (p.Key, string.Join(' ', p.Value))));
        Assert.Equal(value.Lists, found.Lists);
    }

    [Fact]
    public void Matrices_LargerThanAPiece_ComeBackBitForBit() => Seeds.Each(seed =>
    {
        var random = new Random((int)seed);
        int rows = 1 + random.Next(300_000);
        var dense = new DenseMatrix<float>(rows, 3, [.. Enumerable.Range(0, rows * 3).Select(_ => BitConverter.Int32BitsToSingle(random.Next()))]);
        long[] offsets = new long[rows + 1];
        for (int r = 0; r < rows; r++) offsets[r + 1] = offsets[r] + random.Next(3);
        // Longer than what is in it.
        int entries = (int)offsets[rows], room = entries + random.Next(10);
        var sparse = new CsrMatrix<double>(rows, 2, offsets, [.. Enumerable.Range(0, room)], [.. Enumerable.Range(0, room).Select(_ => random.NextDouble())]);
        (DenseMatrix<float> denseFound, CsrMatrix<double> sparseFound) = Again((dense, sparse));
        Assert.Equal((dense.Rows, dense.Columns, sparse.Rows, sparse.Columns), (denseFound.Rows, denseFound.Columns, sparseFound.Rows, sparseFound.Columns));
        Assert.True(dense.Values.Select(BitConverter.SingleToInt32Bits).SequenceEqual(denseFound.Values.Select(BitConverter.SingleToInt32Bits)));
        Assert.True(offsets.SequenceEqual(sparseFound.RowOffsets));
        Assert.True(sparse.ColumnIndices.AsSpan(0, entries).SequenceEqual(sparseFound.ColumnIndices) && sparse.Values.AsSpan(0, entries).SequenceEqual(sparseFound.Values));
    });

    [Fact]
    public void Value_WhoseStateCannotBeSeen_IsRefused() => Assert.Contains("count", Assert.Throws<NotSupportedException>(() => Again(new Hidden(3))).Message, StringComparison.Ordinal);

    [Fact]
    public void Value_OfAnotherTypeThanDeclared_IsRefused() => Assert.Throws<NotSupportedException>(() => Again<IReadOnlyList<Base>>([new Derived(1, 2)]));

    [Fact]
    public void Length_BeyondTheEnd_IsRefusedBeforeRoomIsMade()
    {
        byte[] bytes = [1, 255, 255, 255, 127, 0, 0, 0, 0];
        Assert.Throws<InvalidDataException>(() => new StepReader(new MemoryStream(bytes), bytes.Length, () => null!).Read(typeof(double[])));
    }

    private static T Again<T>(T value)
    {
        var bytes = new MemoryStream();
        new StepWriter(bytes).Write(typeof(T), value);
        bytes.Position = 0;
        var found = (T)new StepReader(bytes, bytes.Length, () => null!).Read(typeof(T))!;
        Assert.Equal(bytes.Length, bytes.Position);
        return found;
    }

    public enum Kind
    {
        First,
        Second,
    }

    public record Base(int Number);

    public sealed record Derived(int Number, int Other) : Base(Number);

    public sealed record Inner(long Number, string? Word)
    {
        public Kind More { get; init; }
    }

    public sealed record Everything(string Name, string? Absent, IReadOnlyList<double> Numbers, int[]?[] Nested, Inner Inner, Kind Kinds, (int Number, string[] Words) Pair)
    {
        public int? Missing { get; init; }

        public required double? Given { get; init; }

        public IReadOnlyList<bool> Flags { get; init; } = [];

        public IReadOnlyDictionary<string, double[]> Table { get; init; } = new Dictionary<string, double[]>();

        public IReadOnlyList<Inner> Lists { get; init; } = [];

        public double Twice => 2 * (Given ?? 0);
    }

    public sealed class Hidden(int start)
    {
        private int count = start;

        public int Start { get; } = start;

        public int Next() => count++;
    }
}
