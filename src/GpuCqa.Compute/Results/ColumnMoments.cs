namespace GpuCqa.Compute;

/// <summary>Per-column sums of a block of cells; moments of blocks add up to those of the whole.</summary>
/// <param name="Rows">Rows summed over.</param>
/// <param name="Sums">Sum of each column.</param>
/// <param name="SquareSums">Sum of squares of each column.</param>
/// <param name="NonZeros">Entries of each column that are not zero.</param>
public sealed record ColumnMoments(long Rows, double[] Sums, double[] SquareSums, long[] NonZeros)
{
    /// <summary>The moments of no rows.</summary>
    public static ColumnMoments Empty(int columns) => new(0, new double[columns], new double[columns], new long[columns]);

    /// <summary>Mean of a column, zeros included.</summary>
    public double Mean(int column) => Rows == 0 ? 0 : Sums[column] / Rows;

    /// <summary>Variance of a column with n - 1, zeros included, from the sums; 0 below two rows and never negative.</summary>
    /// <remarks>Loses about log10(mean^2 / variance) digits of 16; take centred squares in a second pass where that matters.</remarks>
    public double Variance(int column) =>
        Rows < 2 ? 0 : Math.Max(0, (SquareSums[column] - (Sums[column] * (Sums[column] / Rows))) / (Rows - 1));

    /// <summary>The moments of both together; merge blocks by <see cref="BlockTree{T}"/> so that the order of additions is fixed.</summary>
    public ColumnMoments Merge(ColumnMoments other)
    {
        if (other.Sums.Length != Sums.Length) throw new ArgumentException($"Moments of {other.Sums.Length} columns cannot be merged with moments of {Sums.Length}.", nameof(other));
        var merged = new ColumnMoments(Rows + other.Rows, new double[Sums.Length], new double[Sums.Length], new long[Sums.Length]);
        for (int c = 0; c < Sums.Length; c++)
        {
            merged.Sums[c] = Sums[c] + other.Sums[c];
            merged.SquareSums[c] = SquareSums[c] + other.SquareSums[c];
            merged.NonZeros[c] = NonZeros[c] + other.NonZeros[c];
        }

        return merged;
    }
}
