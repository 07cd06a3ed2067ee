namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Integer sums of the columns of counts.</summary>
/// <param name="Rows">Rows summed over.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Sums"><see cref="CountMomentKernels.Kinds"/> x columns: sums, sums of squares, non-zeros, counts above the limit.</param>
internal sealed record CountSums(long Rows, int Columns, long[] Sums)
{
    /// <summary>The moments; no count was above a limit.</summary>
    public ColumnMoments Moments() => new(Rows, Doubles(0), Doubles(1), Sums[(2 * Columns)..(3 * Columns)]);

    /// <summary>Per column the sum of squares of standardized counts, those above the limit at the cap.</summary>
    public double[] ClippedSquares(double[] means, double[] deviations, double cap)
    {
        var squares = new double[Columns];
        for (int c = 0; c < Columns; c++)
        {
            if (!(deviations[c] > 0)) continue;
            double within = CountSquares.Sum(Sums[c], Sums[Columns + c], Sums[(2 * Columns) + c], means[c], deviations[c]);
            squares[c] = within + (cap * cap * Sums[(3 * Columns) + c]);
        }

        return squares;
    }

    private double[] Doubles(int kind) => Array.ConvertAll(Sums[(kind * Columns)..((kind + 1) * Columns)], s => (double)s);
}
