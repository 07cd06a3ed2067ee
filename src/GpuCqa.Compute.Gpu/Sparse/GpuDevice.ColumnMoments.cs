using GpuCqa.Compute.Gpu.Sparse;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    private const int MaxCountRows = 1 << 22;

    /// <inheritdoc/>
    /// <remarks>Integer counts up to 2^20 are summed as integers; other values as <see cref="ColumnMoments(DeviceCsr{double})"/> sums them.</remarks>
    public override ColumnMoments ColumnMoments(DeviceCsr<float> counts)
    {
        CsrView<float> view = ViewOf(counts);
        return Run(() =>
        {
            if (CountSums(counts, view, null) is { } sums)
            {
                int n = counts.Columns;
                return new ColumnMoments(counts.Rows, Doubles(sums, 0, n), Doubles(sums, n, n), sums[(2 * n)..(3 * n)]);
            }

            using GpuBuffer<double> wide = Pool.Rent<double>(counts.NonZeros);
            Sparse.Widen(view, counts.NonZeros, wide.View);
            return ScaledMoments(With(view, wide), counts.Columns) ?? base.ColumnMoments(counts);
        });
    }

    /// <inheritdoc/>
    /// <remarks>Sums of scaled integers, 2^-81 of a column's largest magnitude a block of 8,192 rows: the same bits on every GPU. Values that are not finite, or beyond 2^400, are summed on the host.</remarks>
    public override ColumnMoments ColumnMoments(DeviceCsr<double> values)
    {
        CsrView<double> view = ViewOf(values);
        return Run(() => ScaledMoments(view, values.Columns) ?? base.ColumnMoments(values));
    }

    /// <inheritdoc/>
    /// <remarks>Integer counts: from exact sums of the counts that are not clipped, of their squares, and the number of clipped ones.</remarks>
    public override double[] ClippedSquares(DeviceCsr<float> counts, double[] means, double[] deviations, double cap)
    {
        CheckLength(means.Length, counts.Columns, nameof(means));
        CheckLength(deviations.Length, counts.Columns, nameof(deviations));
        CsrView<float> view = ViewOf(counts);
        return Run(() =>
        {
            int n = counts.Columns;
            if (CountSquares.Limits(means, deviations, cap) is { } limits && CountSums(counts, view, limits) is { } sums)
            {
                var squares = new double[n];
                for (int c = 0; c < n; c++)
                {
                    if (!(deviations[c] > 0)) continue;
                    squares[c] = CountSquares.Sum(sums[c], sums[n + c], sums[(2 * n) + c], means[c], deviations[c]) + (cap * cap * sums[(3 * n) + c]);
                }

                return squares;
            }

            using GpuBuffer<double> mean = Sent(means), deviation = Sent(deviations), standardized = Pool.Rent<double>(counts.NonZeros);
            Sparse.Standardize(view, counts.NonZeros, mean.View, deviation.View, cap, standardized.View);
            return ScaledMoments(With(view, standardized), n)?.SquareSums ?? base.ClippedSquares(counts, means, deviations, cap);
        });
    }

    /// <summary>Integer sums of a block, or null when it holds anything but counts.</summary>
    private long[]? CountSums(DeviceCsr<float> counts, CsrView<float> view, int[]? limits)
    {
        if (counts.Rows > MaxCountRows) return null;
        CountMomentShape shape = Sparse.CountShape(counts.Rows, counts.Columns, limits is not null);
        using GpuBuffer<int> starts = Pool.Rent<int>((long)(shape.Tiles - 1) * counts.Rows), parts = Pool.Rent<int>(2L * shape.Parts * shape.Columns);
        using GpuBuffer<int> limit = Sent(limits ?? []), fault = Zeroed<int>(1);
        using GpuBuffer<long> sums = Zeroed<long>((long)CountMomentKernels.Kinds * shape.Columns);
        Sparse.CountMoments(view, shape, starts.View, limit.View, parts.View, sums.View, fault.View);
        long[] found = Fetched(sums);
        return Fetched(fault)[0] == 0 ? found : null;
    }

    /// <summary>Sums of a matrix in scaled integers, or null when a value is beyond them.</summary>
    private ColumnMoments? ScaledMoments(CsrView<double> matrix, int columns)
    {
        using GpuBuffer<long> largest = Zeroed<long>(columns), sums = Zeroed<long>((long)ScaledMomentKernels.Kinds * columns);
        Sparse.Largest(matrix, largest.View);
        if (ScaledSums.Exponents(Fetched(largest)) is not { } exponents) return null;
        int bits = ScaledSums.Bits(matrix.Rows);
        using GpuBuffer<double> units = Sent(ScaledSums.Units(exponents, bits));
        Sparse.AddScaled(matrix, units.View, Math.ScaleB(1, bits), columns, sums.View);
        long[] found = Fetched(sums);
        var moments = new ColumnMoments(matrix.Rows, new double[columns], new double[columns], found[(4 * columns)..]);
        for (int c = 0; c < columns; c++)
        {
            moments.Sums[c] = ScaledSums.Value(found[c], found[columns + c], exponents[c], bits);
            moments.SquareSums[c] = ScaledSums.Value(found[(2 * columns) + c], found[(3 * columns) + c], 2 * exponents[c], bits);
        }

        return moments;
    }

    private static CsrView<double> With(CsrView<float> pattern, GpuBuffer<double> values) =>
        new() { Offsets = pattern.Offsets, Columns = pattern.Columns, Values = values.View, Rows = pattern.Rows };

    private static double[] Doubles(long[] sums, int from, int count) => Array.ConvertAll(sums[from..(from + count)], s => (double)s);
}
