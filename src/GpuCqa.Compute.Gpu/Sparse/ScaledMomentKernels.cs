using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>Column sums and sums of squares of any finite values in scaled integers, so that no order of additions matters.</summary>
/// <remarks>
/// A first pass finds each column's largest magnitude, below 2^e. A second adds each value as two 64-bit integers: its leading bits in units of
/// 2^(e - b), and what they leave in units of 2^(e - 2 b), where b = 62 - log2(rows) keeps both sums below 2^62. The sum of a column errs by at most rows x
/// 2^(e - 2 b), for 8,192 rows 2^-81 of the largest magnitude: it is the correctly rounded sum but for that, whatever the order, device or partition.
/// Memory: 12 bytes an entry twice; up to five 64-bit additions an entry without a result, which the second cache performs. The columns of a row
/// differ, so lanes meet rarely at one address. Bound by those additions rather than by memory.
/// </remarks>
internal static class ScaledMomentKernels
{
    /// <summary>Sums of one kind over all columns, one after the other: leading and remaining parts of the sum, of the squares, and non-zeros.</summary>
    public const int Kinds = 5;

    /// <summary>Largest magnitude of each column as the bits of a float64, which order as the magnitudes do; they start as zeros.</summary>
    [Kernel]
    public static void Largest(CsrView<double> matrix, ArrayView<long> largest)
    {
        RowTeam team = RowTeam.OfGrid();
        for (int r = team.First; r < matrix.Rows; r += team.Stride)
        {
            int n = matrix.Count(r);
            ArrayView<double> values = matrix.RowValues(r, n);
            ArrayView<int> columns = matrix.RowColumns(r, n);
            for (int i = team.Lane; i < n; i += team.Lanes)
            {
                int c = columns[i];
                long bits = (long)(Interop.FloatAsInt(values[i]) & 0x7FFFFFFFFFFFFFFFUL);
                // A number read here may be out of date but is never too large: most entries need no atomic operation.
                if (bits > largest[c]) Atomic.Max(ref largest[c], bits);
            }
        }
    }

    /// <summary>Adds every entry to its column.</summary>
    /// <param name="matrix">cells x genes.</param>
    /// <param name="units">Per column 2^(b - e) and 2^(b - 2 e), one kind after the other.</param>
    /// <param name="shift">2^b.</param>
    /// <param name="columns">Columns of the matrix.</param>
    /// <param name="sums"><see cref="Kinds"/> x columns.</param>
    [Kernel]
    public static void Add(CsrView<double> matrix, ArrayView<double> units, double shift, int columns, ArrayView<long> sums)
    {
        RowTeam team = RowTeam.OfGrid();
        for (int r = team.First; r < matrix.Rows; r += team.Stride)
        {
            int n = matrix.Count(r);
            ArrayView<double> values = matrix.RowValues(r, n);
            ArrayView<int> indices = matrix.RowColumns(r, n);
            for (int i = team.Lane; i < n; i += team.Lanes)
            {
                double x = values[i];
                int c = indices[i];
                if (x == 0) continue;
                AddScaled(x * units[c], shift, sums, c, columns);
                AddScaled(x * x * units[columns + c], shift, sums, (2 * columns) + c, columns);
                Atomic.Add(ref sums[(4 * columns) + c], 1L);
            }
        }
    }

    /// <summary>The values of a matrix, widened.</summary>
    [Kernel]
    public static void Widen(ArrayView<float> from, long entries, ArrayView<double> to)
    {
        for (long i = Grid.GlobalIndex.X; i < entries; i += GridSpan.X) to[i] = from[i];
    }

    /// <summary>min(cap, (x - mean) / deviation) of each entry that is not 0; 0 for the others and where a column does not vary.</summary>
    [Kernel]
    public static void Standardize(ArrayView<int> columns, ArrayView<float> from, long entries, ArrayView<double> means, ArrayView<double> deviations, double cap, ArrayView<double> to)
    {
        for (long i = Grid.GlobalIndex.X; i < entries; i += GridSpan.X)
        {
            int c = columns[i];
            float x = from[i];
            double deviation = deviations[c], z = (x - means[c]) / deviation;
            to[i] = x == 0 || !(deviation > 0) ? 0 : cap < z ? cap : z;
        }
    }

    // Scaling by a power of two, truncation and the difference are exact; so is the conversion back, of at most 53 leading bits.
    private static void AddScaled(double scaled, double shift, ArrayView<long> sums, int at, int columns)
    {
        long leading = (long)scaled, rest = (long)((scaled - leading) * shift);
        Atomic.Add(ref sums[at], leading);
        if (rest != 0) Atomic.Add(ref sums[at + columns], rest);
    }
}
