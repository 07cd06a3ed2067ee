using GpuCqa.Analysis.Cells;
using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Exact medians of columns per lot, zeros counted.</summary>
/// <remarks>
/// Blocks are stored by column in groups of columns, in memory and beyond that in a scratch file, so that each group is read once. A column whose
/// middle cells are zeros, as most genes are, is known from its counts of signs alone. Of the others the values of one lot are sorted, a
/// limited number at a time. What is sorted is count / total x scale; the logarithm, which keeps the order, is taken of the middle values only.
/// </remarks>
/// <param name="work">Where.</param>
/// <param name="map">Chosen column of each shared feature, or -1.</param>
/// <param name="columns">Chosen columns.</param>
/// <param name="lots">Number of lots.</param>
/// <param name="scaleFactor">Counts are log-normalized to this total; null takes values as they are.</param>
/// <param name="sortedNumbers">Numbers that are sorted at a time, one column at least; the result does not depend on it.</param>
internal sealed class LotMedians(Workplace work, int[] map, int columns, int lots, double? scaleFactor, long sortedNumbers) : ILotSummarizer
{
    private const int MostGroups = 64;

    private readonly int width = (columns + MostGroups - 1) / MostGroups;
    private readonly BlockShelf shelf = work.Shelf();
    private readonly List<(int First, double[] Totals)>[] blocks = [.. Enumerable.Range(0, lots).Select(_ => new List<(int, double[])>())];
    private readonly long[][] negative = [.. Enumerable.Range(0, lots).Select(_ => new long[columns])];
    private readonly long[][] positive = [.. Enumerable.Range(0, lots).Select(_ => new long[columns])];

    public void Add(int lot, CsrMatrix<float> block, double[] totals)
    {
        blocks[lot].Add((shelf.Count, totals));
        (long[] offsets, int[] cells, float[] values) = ByColumn(lot, block);
        for (int first = 0; first < columns; first += width)
        {
            int last = Math.Min(columns, first + width), from = (int)offsets[first], to = (int)offsets[last];
            long[] own = Array.ConvertAll(offsets[first..(last + 1)], o => o - from);
            shelf.Add(new CsrMatrix<float>(last - first, block.Rows, own, cells[from..to], values[from..to]));
        }
    }

    public DenseMatrix<double> Finish(long[] cells)
    {
        var values = new DenseMatrix<double>(lots, columns);
        work.Progress.Begin("medians", lots);
        for (int l = 0; l < lots; l++)
        {
            for (int first = 0; first < columns; first += width) Group(l, cells[l], first, Math.Min(columns, first + width), values);
            work.Progress.Report(l + 1);
        }

        work.Progress.End();
        return values;
    }

    public void Dispose() => shelf.Dispose();

    // Rows that are not zero, column after column, in the order of the rows.
    private (long[] Offsets, int[] Cells, float[] Values) ByColumn(int lot, CsrMatrix<float> block)
    {
        long[] offsets = new long[columns + 1];
        for (long i = 0; i < block.NonZeros; i++)
        {
            int c = map[block.ColumnIndices[i]];
            if (c < 0 || block.Values[i] == 0) continue;
            offsets[c + 1]++;
            (block.Values[i] < 0 ? negative : positive)[lot][c]++;
        }

        for (int c = 0; c < columns; c++) offsets[c + 1] += offsets[c];
        long[] next = offsets[..columns];
        int[] cells = new int[offsets[columns]];
        float[] values = new float[cells.Length];
        for (int r = 0; r < block.Rows; r++)
        {
            ReadOnlySpan<int> indices = block.RowIndices(r);
            ReadOnlySpan<float> row = block.RowValues(r);
            for (int i = 0; i < row.Length; i++)
            {
                int c = map[indices[i]];
                if (c < 0 || row[i] == 0) continue;
                (cells[next[c]], values[next[c]]) = (r, row[i]);
                next[c]++;
            }
        }

        return (offsets, cells, values);
    }

    private void Group(int lot, long cells, int first, int last, DenseMatrix<double> values)
    {
        int[] wanted = [.. Enumerable.Range(first, last - first).Where(c => !IsZero(lot, cells, c))];
        for (int at = 0; at < wanted.Length;)
        {
            long numbers = 0;
            int from = at;
            do numbers += Stored(lot, wanted[at++]);
            while (at < wanted.Length && numbers + Stored(lot, wanted[at]) <= sortedNumbers);
            Sort(lot, cells, first, wanted[from..at], values);
        }
    }

    private void Sort(int lot, long cells, int first, int[] wanted, DenseMatrix<double> values)
    {
        double[][] sorted = Array.ConvertAll(wanted, c => new double[Stored(lot, c)]);
        int[] filled = new int[wanted.Length];
        foreach ((int start, double[] totals) in blocks[lot])
        {
            CsrMatrix<float> block = shelf[start + (first / width)];
            for (int i = 0; i < wanted.Length; i++)
            {
                ReadOnlySpan<int> rows = block.RowIndices(wanted[i] - first);
                ReadOnlySpan<float> stored = block.RowValues(wanted[i] - first);
                Span<double> to = sorted[i].AsSpan(filled[i]);
                for (int e = 0; e < stored.Length; e++) to[e] = scaleFactor is { } scale ? stored[e] / totals[rows[e]] * scale : stored[e];
                filled[i] += stored.Length;
            }
        }

        work.Device.ForEach(wanted.Length, i =>
        {
            Array.Sort(sorted[i]);
            long below = negative[lot][wanted[i]], zeros = cells - sorted[i].Length;
            double low = At((cells - 1) / 2), high = At(cells / 2);
            values[lot, wanted[i]] = (low + high) / 2;

            double At(long place)
            {
                double value = place < below ? sorted[i][place] : place < below + zeros ? 0 : sorted[i][place - zeros];
                return scaleFactor is null ? value : LogOnePlus.Of(value);
            }
        });
    }

    private long Stored(int lot, int column) => negative[lot][column] + positive[lot][column];

    // Both middle cells lie behind the negative ones and before the positive ones.
    private bool IsZero(int lot, long cells, int column) => (cells - 1) / 2 >= negative[lot][column] && cells / 2 < cells - positive[lot][column];
}
