using GpuCqa.Core.Matrices;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    private RankLauncher? rankKernels;
    private StandardizeLauncher? standardizeKernels;
    private SegmentSortLauncher? sortKernels;

    /// <summary>Entries that are sorted at a time, 24 bytes each: at most an eighth of the memory.</summary>
    private int SortedEntries => (int)Math.Clamp(Pool.Capacity / (8 * 24), 1 << 12, 1 << 26);

    /// <summary>Correlations that are made at a time, 8 bytes each: at most an eighth of the memory.</summary>
    private int CorrelationStrip => (int)Math.Clamp(Pool.Capacity / (8 * 8), 1 << 12, 1 << 26);

    private RankLauncher RankKernels => rankKernels ??= new RankLauncher(this);

    private SegmentSortLauncher SortKernels => sortKernels ??= new SegmentSortLauncher(this);

    /// <inheritdoc/>
    public override DenseMatrix<double> RankColumns(DenseMatrix<double> values)
    {
        if (values.Values.Length == 0) return new DenseMatrix<double>(values.Rows, values.Columns);
        return Run(() =>
        {
            using GpuBuffer<double> given = Sent(values.Values), ranks = Ranked(given.View, values.Rows, values.Columns);
            return new DenseMatrix<double>(values.Rows, values.Columns, Fetched(ranks));
        });
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Columns are ranked and standardized where they are multiplied, once when both sides are the same matrix; only the operands and the
    /// correlations cross the bus. These are made in strips of left columns, so that memory holds the operands twice and a strip.
    /// </remarks>
    public override DenseMatrix<double> Correlate(DenseMatrix<double> left, DenseMatrix<double> right, CorrelationKind kind)
    {
        if (left.Rows != right.Rows || left.Values.Length == 0 || right.Values.Length == 0) return base.Correlate(left, right, kind);
        return Run(() =>
        {
            using ColumnScales x = Scaled(left, kind);
            using ColumnScales? other = ReferenceEquals(left, right) ? null : Scaled(right, kind);
            int rows = left.Rows, columns = right.Columns, strip = Math.Clamp(CorrelationStrip / columns, 1, left.Columns);
            var result = new DenseMatrix<double>(left.Columns, columns);
            using GpuBuffer<double> unit = Pool.Rent<double>((long)rows * columns), stripUnit = Pool.Rent<double>((long)rows * strip);
            standardizeKernels!.Scale(other ?? x, 0, columns, unit.View);
            for (int first = 0; first < left.Columns; first += strip)
            {
                int count = Math.Min(strip, left.Columns - first), cells = count * columns;
                using GpuBuffer<double> products = Zeroed<double>(cells);
                standardizeKernels.Scale(x, first, count, stripUnit.View);
                Products.Multiply(stripUnit.View, unit.View, products.View, count, columns, rows, transposeLeft: true);
                standardizeKernels.Clamp(products.View, cells);
                products.View.CopyToCPU(Stream, result.Values.AsSpan(first * columns, cells));
            }

            Stream.Synchronize();
            return result;
        });
    }

    private ColumnScales Scaled(DenseMatrix<double> values, CorrelationKind kind)
    {
        GpuBuffer<double> given = Sent(values.Values);
        if (kind == CorrelationKind.Spearman)
        {
            using GpuBuffer<double> unranked = given;
            given = Ranked(unranked.View, values.Rows, values.Columns);
        }

        return new ColumnScales(this, given, values.Rows, values.Columns, standardizeKernels ??= new StandardizeLauncher(this));
    }

    /// <summary>rows x columns: midranks of each column; within <see cref="Run{T}"/>.</summary>
    /// <exception cref="ArgumentException">A column holds NaN.</exception>
    private GpuBuffer<double> Ranked(ArrayView<double> values, int rows, int columns)
    {
        GpuBuffer<double> ranks = Pool.Rent<double>((long)rows * columns);
        using GpuBuffer<int> unranked = Sent([int.MaxValue]);
        int batch = Math.Max(1, SortedEntries / rows);
        for (int first = 0; first < columns; first += batch)
        {
            int count = Math.Min(batch, columns - first);
            using var segments = new RankSegments(this, [.. Enumerable.Range(0, count + 1).Select(c => c * rows)]);
            RankKernels.ColumnKeys(values, columns, first, count, rows, segments, unranked.View);
            segments.Sort(SortKernels);
            RankKernels.Midranks(rows, count, segments, columns, first, ranks.View);
        }

        int column = Fetched(unranked)[0];
        if (column == int.MaxValue) return ranks;
        ranks.Dispose();
        throw Unranked(column, nameof(values));
    }
}
