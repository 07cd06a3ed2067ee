using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>All cells of a source in one piece.</summary>
internal sealed record ReadCells(string[] Barcodes, CsrMatrix<float> Values, string[]? Groups)
{
    public static ReadCells From(CellSource source, int maxCells = 512)
    {
        var barcodes = new List<string>();
        var groups = new List<string>();
        var offsets = new List<long> { 0 };
        var columns = new List<int>();
        var values = new List<float>();
        int last = maxCells;
        foreach (CellBlock block in source.ReadBlocks(maxCells))
        {
            Assert.Equal(maxCells, last);
            last = block.Values.Rows;
            block.Values.Validate();
            Assert.Equal(source.Features.Count, block.Values.Columns);
            Assert.Equal(block.Barcodes.Length, block.Values.Rows);
            barcodes.AddRange(block.Barcodes);
            if (block.Groups is not null) groups.AddRange(block.Groups);
            for (int r = 0; r < block.Values.Rows; r++)
            {
                columns.AddRange(block.Values.RowIndices(r));
                values.AddRange(block.Values.RowValues(r));
                offsets.Add(columns.Count);
            }
        }

        Assert.Equal(source.CellCount, barcodes.Count);
        return new ReadCells([.. barcodes], new CsrMatrix<float>(barcodes.Count, source.Features.Count, [.. offsets], [.. columns], [.. values]), groups.Count > 0 ? [.. groups] : null);
    }

    public double Sum => Values.Values.Sum(v => (double)v);

    /// <summary>Sum of (row + 1) (column + 1) value: equal only when the values lie where they should.</summary>
    public double WeightedSum
    {
        get
        {
            double sum = 0;
            for (int r = 0; r < Values.Rows; r++)
            {
                for (int i = 0; i < Values.RowIndices(r).Length; i++) sum += (r + 1.0) * (Values.RowIndices(r)[i] + 1.0) * Values.RowValues(r)[i];
            }

            return sum;
        }
    }

    public static void AssertSame(ReadCells expected, ReadCells actual)
    {
        Assert.Equal(expected.Barcodes, actual.Barcodes);
        AssertSame(expected.Values, actual.Values);
    }

    public static void AssertSame(CsrMatrix<float> expected, CsrMatrix<float> actual)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        Assert.True(expected.RowOffsets.AsSpan().SequenceEqual(actual.RowOffsets));
        int n = (int)expected.NonZeros;
        Assert.True(expected.ColumnIndices.AsSpan(0, n).SequenceEqual(actual.ColumnIndices.AsSpan(0, n)));
        Assert.True(expected.Values.AsSpan(0, n).SequenceEqual(actual.Values.AsSpan(0, n)));
    }
}
