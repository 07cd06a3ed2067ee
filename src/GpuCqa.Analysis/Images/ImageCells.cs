using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Images;

/// <summary>Whose cells a source of images holds, and which of its columns are which features.</summary>
internal sealed class ImageCells
{
    private readonly Dictionary<string, int> lots = new(StringComparer.Ordinal);

    /// <summary>Looks at the lots of an input.</summary>
    public ImageCells(CohortInput input)
    {
        for (int l = 0; l < input.Lots.Count; l++) lots[input.Lots[l].Lot.Name] = l;
    }

    /// <summary>Lot of each cell of a block, -1 = of none that is used.</summary>
    /// <param name="block">The block.</param>
    /// <param name="lot">Lot of its source, or -1 where cells name theirs.</param>
    public int[] Owners(CellBlock block, int lot) => lot >= 0 ? [.. Enumerable.Repeat(lot, block.Values.Rows)] : [.. block.Groups?.Select(g => lots.GetValueOrDefault(g, -1)) ?? Enumerable.Repeat(-1, block.Values.Rows)];

    /// <summary>The values of a cell in the order of some features; NaN where the source has none.</summary>
    /// <param name="values">The cell's values.</param>
    /// <param name="map">Per column: feature, or -1.</param>
    /// <param name="count">Number of features.</param>
    public static float[] Row(ReadOnlySpan<float> values, int[] map, int count)
    {
        float[] row = new float[count];
        Array.Fill(row, float.NaN);
        for (int c = 0; c < map.Length; c++)
        {
            if (map[c] >= 0) row[map[c]] = values[c];
        }

        return row;
    }
}
