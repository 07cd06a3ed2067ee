using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Compute.Tests.Support;

/// <summary>Seeded matrices for tests.</summary>
public static class TestMatrices
{
    /// <summary>Sizes around the widths of vectors, tiles and blocks.</summary>
    public static readonly int[] AwkwardSizes = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 63, 64, 255, 511, 512, 513, 514, 515, 516, 517, 518, 519, 520];

    public static Philox Stream(ulong seed) => new(seed, RandomPurpose.Test);

    /// <summary>Counts with ragged rows: empty, full, short and long ones alternate.</summary>
    public static CsrMatrix<float> Counts(int rows, int columns, double density, ulong seed)
    {
        Philox random = Stream(seed);
        var offsets = new long[rows + 1];
        var indices = new List<int>();
        var values = new List<float>();
        for (int r = 0; r < rows; r++)
        {
            double keep = (r % 5) switch { 0 => density, 1 => 0, 2 => 1, 3 => density / 4, _ => Math.Min(1, density * 2) };
            for (int c = 0; c < columns; c++)
            {
                if (random.NextDouble() >= keep) continue;
                indices.Add(c);
                // Now and then a stored zero, and a count beyond any table of small counts.
                values.Add(random.NextInt32(50) switch { 0 => 0, 1 => 5000 + random.NextInt32(1000), _ => 1 + random.NextInt32(9) });
            }

            offsets[r + 1] = indices.Count;
        }

        return new CsrMatrix<float>(rows, columns, offsets, [.. indices], [.. values]);
    }

    public static CsrMatrix<double> Values(int rows, int columns, double density, ulong seed)
    {
        CsrMatrix<float> counts = Counts(rows, columns, density, seed);
        Philox random = Stream(seed + 1);
        return new CsrMatrix<double>(rows, columns, counts.RowOffsets, counts.ColumnIndices, counts.Values.Select(x => x == 0 ? 0 : Math.Round(x * (0.25 + random.NextDouble()), 2)).ToArray());
    }

    public static DenseMatrix<double> Dense(int rows, int columns, ulong seed)
    {
        Philox random = Stream(seed);
        var matrix = new DenseMatrix<double>(rows, columns);
        for (int i = 0; i < matrix.Values.Length; i++) matrix.Values[i] = random.NextNormal();
        return matrix;
    }

    public static DenseMatrix<float> Points(int rows, int columns, ulong seed)
    {
        Philox random = Stream(seed);
        var matrix = new DenseMatrix<float>(rows, columns);
        for (int i = 0; i < matrix.Values.Length; i++) matrix.Values[i] = (float)random.NextNormal();
        return matrix;
    }

    public static DenseMatrix<double> Symmetric(int n, ulong seed)
    {
        DenseMatrix<double> matrix = Dense(n, n, seed);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) matrix[i, j] = matrix[j, i];
        }

        return matrix;
    }

    public static int[] Labels(int cells, int groups, ulong seed)
    {
        Philox random = Stream(seed);
        return Enumerable.Range(0, cells).Select(_ => random.NextInt32(groups)).ToArray();
    }
}
