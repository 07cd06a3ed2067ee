using System.Numerics;
using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Where the kept entries of sparse rows go when columns are dropped or reordered.</summary>
/// <remarks>
/// Each row marks its new columns in a set of bits; an entry's place is the number of marks before its own. So columns come out rising under any map,
/// without a sort, and the order in which marks are made does not matter. Marks lie word by word, row by row within a word: one thread a row
/// counts them over 128-byte lines. 2,000 columns are 63 words a row, an eighth of a byte for each of its columns.
/// </remarks>
internal static class SelectKernels
{
    /// <summary>Marks the new columns of the entries that stay; the marks start as zeros.</summary>
    [Kernel]
    public static void Mark(CsrView<float> counts, ArrayView<int> map, ArrayView<int> marks)
    {
        RowTeam team = RowTeam.OfGrid();
        for (int r = team.First; r < counts.Rows; r += team.Stride)
        {
            int n = counts.Count(r);
            ArrayView<float> values = counts.RowValues(r, n);
            ArrayView<int> columns = counts.RowColumns(r, n);
            for (int i = team.Lane; i < n; i += team.Lanes)
            {
                int c = map[columns[i]];
                if (c < 0 || values[i] == 0) continue;
                Atomic.Or(ref marks[((long)(c >> 5) * counts.Rows) + r], 1 << (c & 31));
            }
        }
    }

    /// <summary>Counts the marks before each word, and those of each row.</summary>
    [Kernel]
    public static void Count(ArrayView<int> marks, int rows, int words, ArrayView<int> before, ArrayView<int> kept)
    {
        for (int r = Grid.GlobalIndex.X; r < rows; r += GridSpan.X)
        {
            int sum = 0;
            for (int w = 0; w < words; w++)
            {
                long at = ((long)w * rows) + r;
                before[at] = sum;
                sum += BitOperations.PopCount((uint)marks[at]);
            }

            kept[r] = sum;
        }
    }

    /// <summary>Place of a new column among those of its row.</summary>
    public static int Place(ArrayView<int> marks, ArrayView<int> before, int rows, int row, int column)
    {
        long at = ((long)(column >> 5) * rows) + row;
        uint below = (uint)marks[at] & ((1u << (column & 31)) - 1);
        return before[at] + BitOperations.PopCount(below);
    }
}
