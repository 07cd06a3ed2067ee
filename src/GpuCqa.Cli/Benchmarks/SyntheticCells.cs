using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Input of the benchmarks: the same numbers on every machine.</summary>
internal static class SyntheticCells
{
    /// <summary>cells x genes, counts, CSR, float32: every cell has the same number of stored counts, spread over the genes; most counts are small.</summary>
    public static CsrMatrix<float> Counts(int cells, int genes, int perCell, ulong seed)
    {
        var offsets = new long[cells + 1];
        for (int r = 0; r < cells; r++) offsets[r + 1] = (long)(r + 1) * perCell;
        var columns = new int[offsets[^1]];
        var values = new float[offsets[^1]];
        double step = (double)genes / perCell;
        Parallel.For(0, cells, r =>
        {
            var random = new Philox(seed, RandomPurpose.Test, (ulong)r);
            for (int i = 0; i < perCell; i++)
            {
                uint bits = random.NextUInt32();
                int from = (int)(i * step), width = Math.Max(1, (int)((i + 1) * step) - from);
                columns[((long)r * perCell) + i] = from + (int)((ulong)(bits >> 8) * (uint)width >> 24);
                // 1 + number of trailing ones: geometric, mean 2.
                values[((long)r * perCell) + i] = 1 + System.Numerics.BitOperations.TrailingZeroCount(~(bits & 0xFF) | 0x100);
            }
        });
        return new CsrMatrix<float>(cells, genes, offsets, columns, values);
    }

    /// <summary>cells x dimensions, float32, around 20 centres; the spread of a coordinate falls with its number, as that of principal components does.</summary>
    public static DenseMatrix<float> Embedding(int cells, int dimensions, ulong seed)
    {
        const int Centres = 20;
        var random = new Philox(seed, RandomPurpose.Test, ulong.MaxValue);
        var centres = new double[Centres * dimensions];
        for (int i = 0; i < centres.Length; i++) centres[i] = random.NextNormal() * 6 / Math.Sqrt(1 + (i % dimensions));
        var points = new DenseMatrix<float>(cells, dimensions);
        Parallel.For(0, cells, c =>
        {
            var own = new Philox(seed, RandomPurpose.Test, (ulong)c);
            int centre = own.NextInt32(Centres);
            Span<float> row = points.Row(c);
            for (int d = 0; d < dimensions; d++) row[d] = (float)(centres[(centre * dimensions) + d] + (own.NextNormal() * (0.7 + (2 / Math.Sqrt(1 + d)))));
        });
        return points;
    }

    /// <summary>rows x columns, float64, normal with ties: rounded to a hundredth.</summary>
    public static DenseMatrix<double> Columns(int rows, int columns, ulong seed)
    {
        var values = new DenseMatrix<double>(rows, columns);
        Parallel.For(0, rows, r =>
        {
            var random = new Philox(seed, RandomPurpose.Test, (ulong)r);
            Span<double> row = values.Row(r);
            for (int c = 0; c < columns; c++) row[c] = Math.Round(random.NextNormal(), 2);
        });
        return values;
    }

    /// <summary>Blocks of counts on a device, all of the same host matrix, and the totals of their cells.</summary>
    public static (DeviceCsr<float>[] Blocks, double[] Totals) Resident(ComputeDevice device, BenchmarkScale scale)
    {
        CsrMatrix<float> block = Counts(scale.BlockCells, scale.Genes, scale.CountsPerCell, 1);
        var totals = new double[block.Rows];
        for (int r = 0; r < totals.Length; r++)
        {
            foreach (float x in block.RowValues(r)) totals[r] += x;
        }

        return ([.. Enumerable.Range(0, Math.Max(1, scale.Cells / scale.BlockCells)).Select(_ => device.Upload(block))], totals);
    }
}
