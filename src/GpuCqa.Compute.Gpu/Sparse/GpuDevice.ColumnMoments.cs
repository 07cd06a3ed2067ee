using GpuCqa.Compute.Gpu.Sparse;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <inheritdoc/>
    /// <remarks>Integer counts up to 2^19 are summed as integers; other values as <see cref="ColumnMoments(DeviceCsr{double})"/> sums them.</remarks>
    public override ColumnMoments ColumnMoments(DeviceCsr<float> counts)
    {
        CsrView<float> view = ViewOf(counts);
        return Run(() =>
        {
            if (CountSums(counts.Columns, [counts], null) is { } sums) return sums.Moments();
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
            if (CountSquares.Limits(means, deviations, cap) is { } limits && CountSums(n, [counts], limits) is { } sums) return sums.ClippedSquares(means, deviations, cap);
            using GpuBuffer<double> mean = Sent(means), deviation = Sent(deviations), standardized = Pool.Rent<double>(counts.NonZeros);
            Sparse.Standardize(view, counts.NonZeros, mean.View, deviation.View, cap, standardized.View);
            return ScaledMoments(With(view, standardized), n)?.SquareSums ?? base.ClippedSquares(counts, means, deviations, cap);
        });
    }

    /// <inheritdoc/>
    /// <remarks>Integer counts are added up in the device's memory and downloaded once; other values block by block.</remarks>
    public override ColumnMoments ColumnMomentsSum(int columns, IEnumerable<DeviceCsr<float>> blocks) =>
        CountSums(columns, blocks, null) is { } sums ? sums.Moments() : base.ColumnMomentsSum(columns, blocks);

    /// <inheritdoc/>
    /// <remarks>Integer counts are added up in the device's memory and downloaded once; other values block by block.</remarks>
    public override double[] ClippedSquaresSum(IEnumerable<DeviceCsr<float>> blocks, double[] means, double[] deviations, double cap)
    {
        CheckLength(deviations.Length, means.Length, nameof(deviations));
        return CountSquares.Limits(means, deviations, cap) is { } limits && CountSums(means.Length, blocks, limits) is { } sums
            ? sums.ClippedSquares(means, deviations, cap)
            : base.ClippedSquaresSum(blocks, means, deviations, cap);
    }

    /// <summary>Integer sums of blocks, or null when they hold anything but counts.</summary>
    private CountSums? CountSums(int columns, IEnumerable<DeviceCsr<float>> blocks, int[]? limits)
    {
        using CountAccumulator sum = Run(() => new CountAccumulator(this, columns, limits));
        foreach (DeviceCsr<float> block in blocks)
        {
            CheckLength(block.Columns, columns, nameof(blocks));
            CsrView<float> view = ViewOf(block);
            Run(() =>
            {
                sum.Add(view);
                return true;
            });
        }

        return Run(sum.Finish);
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
}
