using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.Tests.Tenx;

/// <summary>All blocks of a source as one dense table, for small sources.</summary>
internal sealed record Cells(string[] Barcodes, float[][] Values, int[] BlockSizes, string[]? Groups)
{
    public static Cells Of(CellSource source, int maxCells = int.MaxValue)
    {
        var barcodes = new List<string>();
        var values = new List<float[]>();
        var sizes = new List<int>();
        var groups = new List<string>();
        foreach (CellBlock block in source.ReadBlocks(maxCells))
        {
            block.Values.Validate();
            if (block.Values.Rows != block.Barcodes.Length || block.Values.Columns != source.Features.Count) throw new InvalidOperationException("The block does not fit its names.");
            sizes.Add(block.Values.Rows);
            barcodes.AddRange(block.Barcodes);
            groups.AddRange(block.Groups ?? []);
            for (int r = 0; r < block.Values.Rows; r++) values.Add(Dense(block.Values, r));
        }

        return new Cells([.. barcodes], [.. values], [.. sizes], groups.Count > 0 ? [.. groups] : null);
    }

    private static float[] Dense(CsrMatrix<float> matrix, int row)
    {
        float[] dense = new float[matrix.Columns];
        for (int i = 0; i < matrix.RowIndices(row).Length; i++) dense[matrix.RowIndices(row)[i]] = matrix.RowValues(row)[i];
        return dense;
    }
}
