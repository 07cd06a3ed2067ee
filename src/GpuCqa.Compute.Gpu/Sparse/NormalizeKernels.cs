using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>ln(1 + x / total * scale) of the entries of sparse rows.</summary>
/// <remarks>
/// The logarithm of a small count is taken once a cell (most entries of a cell are 1, 2 or 3): 32 numbers a row in device memory, 256 bytes that stay
/// in the first cache while the row's team passes. So a row of 2,000 entries costs 31 logarithms rather than 2,000, and the pass is bound by memory:
/// 8 bytes read and 12 written an entry, all in 128-byte lines, about 43 instructions (sm_90), a quarter of what the cores of an H100 issue meanwhile. Without the
/// table it would take about 100 instructions more, most of them float64, which consumer cards run at 1/64 of the rate.
/// </remarks>
internal static class NormalizeKernels
{
    /// <summary>Counts below this come from the row's table.</summary>
    public const int SmallCounts = 32;

    /// <summary>Row's table of normalized small counts, one thread a number; the smallest row with counts and no total, if any, goes to <paramref name="faults"/>.</summary>
    [Kernel]
    public static void Table(CsrView<float> counts, ArrayView<double> totals, double scale, ArrayView<double> table, ArrayView<int> faults)
    {
        long items = (long)counts.Rows * SmallCounts;
        for (long i = Grid.GlobalIndex.X; i < items; i += GridSpan.X)
        {
            int r = (int)(i / SmallCounts), count = (int)(i % SmallCounts);
            double total = totals[r];
            table[i] = KernelLogarithm.OfOnePlus(count / total * scale);
            if (count == 0 && !(total > 0) && HasCounts(counts, r)) Atomic.Min(ref faults[0], r);
        }
    }

    /// <summary>Normalizes every entry where it stands; whether a zero was among them goes to <paramref name="zeros"/>.</summary>
    [Kernel]
    public static void InPlace(CsrView<float> counts, ArrayView<double> totals, double scale, ArrayView<double> table, ArrayView<int> columns, ArrayView<double> normalized, ArrayView<int> zeros)
    {
        RowTeam team = RowTeam.OfGrid();
        for (int r = team.First; r < counts.Rows; r += team.Stride)
        {
            int n = counts.Count(r);
            long start = counts.Start(r, n);
            ArrayView<float> from = counts.RowValues(r, n);
            ArrayView<int> fromColumns = counts.RowColumns(r, n), toColumns = columns.SubView(start, n);
            ArrayView<double> to = normalized.SubView(start, n), known = table.SubView((long)r * SmallCounts, SmallCounts);
            double total = totals[r];
            int i = team.Lane, lanes = team.Lanes;
            // Two entries at a time, so that their reads are under way together.
            for (; i < n - lanes; i += 2 * lanes)
            {
                float x = from[i], y = from[i + lanes];
                int c = fromColumns[i], d = fromColumns[i + lanes];
                if (x == 0 || y == 0) zeros[0] = 1;
                to[i] = Normalized(x, total, scale, known);
                to[i + lanes] = Normalized(y, total, scale, known);
                toColumns[i] = c;
                toColumns[i + lanes] = d;
            }

            if (i >= n) continue;
            float last = from[i];
            if (last == 0) zeros[0] = 1;
            to[i] = Normalized(last, total, scale, known);
            toColumns[i] = fromColumns[i];
        }
    }

    /// <summary>Normalizes the entries that stay and puts them where the marks of <see cref="SelectKernels"/> say.</summary>
    [Kernel]
    public static void Selected(CsrView<float> counts, ArrayView<double> totals, double scale, ArrayView<double> table, ArrayView<int> map, ArrayView<int> marks, ArrayView<int> before, CsrView<double> result)
    {
        RowTeam team = RowTeam.OfGrid();
        for (int r = team.First; r < counts.Rows; r += team.Stride)
        {
            int n = counts.Count(r), kept = result.Count(r);
            ArrayView<float> from = counts.RowValues(r, n);
            ArrayView<int> fromColumns = counts.RowColumns(r, n), toColumns = result.RowColumns(r, kept);
            ArrayView<double> to = result.RowValues(r, kept), known = table.SubView((long)r * SmallCounts, SmallCounts);
            double total = totals[r];
            for (int i = team.Lane; i < n; i += team.Lanes)
            {
                float x = from[i];
                int c = map[fromColumns[i]];
                if (x == 0 || c < 0) continue;
                int at = SelectKernels.Place(marks, before, counts.Rows, r, c);
                toColumns[at] = c;
                to[at] = Normalized(x, total, scale, known);
            }
        }
    }

    private static double Normalized(float x, double total, double scale, ArrayView<double> known)
    {
        int count = x > 0 && x < SmallCounts ? (int)x : 0;
        return count != 0 && count == x ? known[count] : KernelLogarithm.OfOnePlus(x / total * scale);
    }

    private static bool HasCounts(CsrView<float> counts, int row)
    {
        int n = counts.Count(row);
        ArrayView<float> values = counts.RowValues(row, n);
        for (int i = 0; i < n; i++)
        {
            if (values[i] != 0) return true;
        }

        return false;
    }
}
