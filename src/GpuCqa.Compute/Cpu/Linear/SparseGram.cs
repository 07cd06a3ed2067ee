using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Linear;

/// <summary>The upper triangle of T'T from the pairs of entries of each row.</summary>
internal static unsafe class SparseGram
{
    /// <summary>
    /// A pair of entries costs about as much as this many terms of a dense product (measured: a scattered load and store against an eighth of a register operation), so
    /// dense products pay once pairs exceed 1 / this of all.
    /// </summary>
    private const double PairCost = 50;

    /// <summary>Whether pairs of entries are fewer than dense products pay for; a function of the data only.</summary>
    public static bool Pays(CsrMatrix<double> block)
    {
        double pairs = 0;
        for (int r = 0; r < block.Rows; r++)
        {
            double entries = block.RowOffsets[r + 1] - block.RowOffsets[r];
            pairs += entries * entries;
        }

        return pairs * PairCost <= (double)block.Rows * block.Columns * block.Columns;
    }

    /// <summary>Fills the upper triangle, gene by gene: row i of the result stays in the first cache while the cells that hold gene i pass by in order.</summary>
    public static void Fill(ComputeDevice device, CsrMatrix<double> block, DenseMatrix<double> products)
    {
        (long[] starts, int[] rows, long[] entries) = ByColumn(block);
        device.ForEach(block.Columns, gene =>
        {
            fixed (double* sums = products.Row(gene), values = block.Values)
            fixed (int* columns = block.ColumnIndices)
            {
                for (long at = starts[gene]; at < starts[gene + 1]; at++)
                    AddProducts(values, columns, entries[at], block.RowOffsets[rows[at] + 1], sums);
            }
        });
    }

    private static void AddProducts(double* values, int* columns, long from, long to, double* sums)
    {
        double x = values[from];
        long i = from;
        // Columns within a row differ, so the four additions are independent.
        for (; i <= to - 4; i += 4)
        {
            double* a = sums + columns[i], b = sums + columns[i + 1], c = sums + columns[i + 2], d = sums + columns[i + 3];
            double ya = *a + (x * values[i]), yb = *b + (x * values[i + 1]), yc = *c + (x * values[i + 2]), yd = *d + (x * values[i + 3]);
            *a = ya;
            *b = yb;
            *c = yc;
            *d = yd;
        }

        for (; i < to; i++) sums[columns[i]] += x * values[i];
    }

    /// <summary>Rows and entry numbers of each column, in row order.</summary>
    private static (long[] Starts, int[] Rows, long[] Entries) ByColumn(CsrMatrix<double> block)
    {
        var starts = new long[block.Columns + 1];
        for (long i = 0; i < block.NonZeros; i++) starts[block.ColumnIndices[i] + 1]++;
        for (int c = 0; c < block.Columns; c++) starts[c + 1] += starts[c];
        var next = (long[])starts.Clone();
        var rows = new int[block.NonZeros];
        var entries = new long[block.NonZeros];
        for (int r = 0; r < block.Rows; r++)
        {
            for (long i = block.RowOffsets[r]; i < block.RowOffsets[r + 1]; i++)
            {
                long at = next[block.ColumnIndices[i]]++;
                rows[at] = r;
                entries[at] = i;
            }
        }

        return (starts, rows, entries);
    }
}
