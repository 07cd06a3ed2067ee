using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.MatrixMarket;

/// <summary>All entries of a matrix, grouped by cell: cells x features, CSR, features within a cell in file order.</summary>
/// <param name="Offsets">cells + 1 offsets.</param>
/// <param name="Columns">Feature of each entry.</param>
/// <param name="Values">Value of each entry.</param>
internal sealed record CellEntries(long[] Offsets, int[] Columns, float[] Values)
{
    /// <summary>Groups entries held in memory; those already in the order of cells are not copied.</summary>
    public static CellEntries Group(int[] cells, int[] columns, float[] values, int count, int cellCount)
    {
        long[] offsets = new long[cellCount + 1];
        bool ordered = true;
        int previous = 0;
        for (int i = 0; i < count; i++)
        {
            int cell = cells[i];
            ordered &= cell >= previous;
            previous = cell;
            offsets[cell + 1]++;
        }

        for (int c = 0; c < cellCount; c++) offsets[c + 1] += offsets[c];
        if (ordered) return new CellEntries(offsets, columns, values);
        var scatter = new CellEntryScatter(offsets);
        scatter.Add(cells, columns, values, count);
        return scatter.Result;
    }
}
