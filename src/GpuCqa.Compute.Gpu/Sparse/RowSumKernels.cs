using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Row sums in two levels: each lane of a row's team sums its entries in order, then one thread a row adds the lanes in order.</summary>
/// <remarks>
/// Memory: values once, columns only where some are marked, 128-byte lines; partial sums are 20 bytes a lane and row, 4 % of the traffic at 2,000
/// entries a row, laid out lane by lane so that the second level reads lines too. Few registers, so occupancy is full; bound by memory bandwidth.
/// Every order of additions is fixed by the row's length: the same bits on each device with teams of 32, exact for integer counts on all.
/// </remarks>
internal static class RowSumKernels
{
    [Kernel]
    public static void Lanes(CsrView<float> counts, ArrayView<byte> marked, int hasMarks, ArrayView<double> totals, ArrayView<double> markedTotals, ArrayView<int> nonZeros)
    {
        RowTeam team = RowTeam.OfGrid();
        for (int r = team.First; r < counts.Rows; r += team.Stride)
        {
            int n = counts.Count(r), found = 0;
            ArrayView<float> values = counts.RowValues(r, n);
            ArrayView<int> columns = counts.RowColumns(r, n);
            double total = 0, markedTotal = 0;
            for (int i = team.Lane; i < n; i += team.Lanes)
            {
                float x = values[i];
                total += x;
                if (x != 0) found++;
                if (hasMarks != 0 && marked[columns[i]] != 0) markedTotal += x;
            }

            int at = (team.Lane * counts.Rows) + r;
            totals[at] = total;
            markedTotals[at] = markedTotal;
            nonZeros[at] = found;
        }
    }

    [Kernel]
    public static void Rows(ArrayView<double> totals, ArrayView<double> markedTotals, ArrayView<int> nonZeros, int rows, int lanes)
    {
        for (int r = Grid.GlobalIndex.X; r < rows; r += GridSpan.X)
        {
            double total = totals[r], markedTotal = markedTotals[r];
            int found = nonZeros[r];
            for (int l = 1; l < lanes; l++)
            {
                total += totals[(l * rows) + r];
                markedTotal += markedTotals[(l * rows) + r];
                found += nonZeros[(l * rows) + r];
            }

            totals[r] = total;
            markedTotals[r] = markedTotal;
            nonZeros[r] = found;
        }
    }
}
