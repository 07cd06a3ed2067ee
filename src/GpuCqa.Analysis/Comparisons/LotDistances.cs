using System.Runtime.Intrinsics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Comparisons;

/// <summary>Mean distance, and mean kernel, of every pair of lots: one pass over all pairs of cells, from which every labelling of lots follows.</summary>
/// <remarks>
/// Distances by float32 differences (no cancellation of norms), sums in float64 in a fixed order: the bits depend neither on threads nor on the vectors of the machine, whose width is fixed at eight
/// lanes here. O(cells^2 dimensions / 2); on the host threads of any device.
/// </remarks>
internal static class LotDistances
{
    private const int Rows = 4, Lanes = 8, Columns = 2 * Lanes, BlockRows = 256;

    /// <summary>lots x lots: mean distance and mean of exp(-d^2 / 2 bandwidth^2), a lot with itself by all its pairs, its cells with themselves among them.</summary>
    /// <param name="device">Lends its threads.</param>
    /// <param name="points">cells x dimensions, the cells of one lot together.</param>
    /// <param name="starts">First cell of each lot, and the number of cells.</param>
    /// <param name="bandwidth">Width of the kernel.</param>
    /// <param name="done">Told how many blocks of cells are done.</param>
    /// <param name="cancellation">Seen between blocks.</param>
    public static (double[][] Distances, double[][] Kernels) Of(ComputeDevice device, DenseMatrix<float> points, int[] starts, float bandwidth, Action<long> done, CancellationToken cancellation)
    {
        int lots = starts.Length - 1, dimensions = points.Columns;
        float[][] packed = new float[lots][];
        device.ForEach(lots, l => packed[l] = Pack(points, starts[l], starts[l + 1]));
        (int Lot, int First, int Count)[] blocks = [.. Enumerable.Range(0, lots).SelectMany(l => Enumerable.Range(0, (starts[l + 1] - starts[l] + BlockRows - 1) / BlockRows).Select(b => (l, starts[l] + (b * BlockRows), Math.Min(BlockRows, starts[l + 1] - starts[l] - (b * BlockRows)))))];
        double[][] distances = new double[blocks.Length][], kernels = new double[blocks.Length][];
        long finished = 0;
        float scale = -1 / (2 * bandwidth * bandwidth);
        device.ForEach(blocks.Length, b =>
        {
            cancellation.ThrowIfCancellationRequested();
            (int lot, int first, int count) = blocks[b];
            (distances[b], kernels[b]) = (new double[lots], new double[lots]);
            for (int other = lot; other < lots; other++)
                (distances[b][other], kernels[b][other]) = Sums(points, first, count, packed[other], starts[other + 1] - starts[other], dimensions, scale);
            done(Interlocked.Increment(ref finished));
        });
        double[][] meanDistance = new double[lots][], meanKernel = new double[lots][];
        for (int a = 0; a < lots; a++) (meanDistance[a], meanKernel[a]) = (new double[lots], new double[lots]);
        for (int b = 0; b < blocks.Length; b++)
        {
            for (int other = blocks[b].Lot; other < lots; other++)
            {
                meanDistance[blocks[b].Lot][other] += distances[b][other];
                meanKernel[blocks[b].Lot][other] += kernels[b][other];
            }
        }

        for (int a = 0; a < lots; a++)
        {
            for (int b = a; b < lots; b++)
            {
                double pairs = (double)(starts[a + 1] - starts[a]) * (starts[b + 1] - starts[b]);
                meanDistance[b][a] = meanDistance[a][b] /= pairs;
                meanKernel[b][a] = meanKernel[a][b] /= pairs;
            }
        }

        return (meanDistance, meanKernel);
    }

    // Panels of 16 cells, dimension after dimension; the last panel is filled with its last cell, whose lanes are not counted.
    private static float[] Pack(DenseMatrix<float> points, int first, int end)
    {
        int count = end - first, panels = (count + Columns - 1) / Columns, d = points.Columns;
        float[] packed = new float[panels * Columns * d];
        for (int p = 0; p < panels; p++)
        {
            for (int c = 0; c < Columns; c++)
            {
                ReadOnlySpan<float> point = points.Row(first + Math.Min((p * Columns) + c, count - 1));
                for (int k = 0; k < d; k++) packed[(((p * d) + k) * Columns) + c] = point[k];
            }
        }

        return packed;
    }

    private static unsafe (double Distance, double Kernel) Sums(DenseMatrix<float> points, int first, int count, float[] packed, int columns, int d, float scale)
    {
        int panels = (columns + Columns - 1) / Columns;
        Vector256<double> distance0 = default, distance1 = default, kernel0 = default, kernel1 = default;
        Vector256<float> factor = Vector256.Create(scale);
        float* last = stackalloc float[Columns];
        for (int c = 0; c < Columns; c++) last[c] = ((panels - 1) * Columns) + c < columns ? 1 : 0;
        fixed (float* all = points.Values, panel0 = packed)
        {
            for (int row = 0; row < count; row += Rows)
            {
                int rows = Math.Min(Rows, count - row);
                float* x0 = all + ((long)(first + row) * d), x1 = rows > 1 ? x0 + d : x0, x2 = rows > 2 ? x1 + d : x0, x3 = rows > 3 ? x2 + d : x0;
                for (int p = 0; p < panels; p++)
                {
                    float* panel = panel0 + ((long)p * d * Columns);
                    Vector256<float> a0 = default, b0 = default, a1 = default, b1 = default, a2 = default, b2 = default, a3 = default, b3 = default;
                    for (int k = 0; k < d; k++, panel += Columns)
                    {
                        Vector256<float> ya = Vector256.Load(panel), yb = Vector256.Load(panel + Lanes);
                        Vector256<float> x = Vector256.Create(x0[k]), da = x - ya, db = x - yb;
                        a0 = Vector256.FusedMultiplyAdd(da, da, a0);
                        b0 = Vector256.FusedMultiplyAdd(db, db, b0);
                        x = Vector256.Create(x1[k]);
                        (da, db) = (x - ya, x - yb);
                        a1 = Vector256.FusedMultiplyAdd(da, da, a1);
                        b1 = Vector256.FusedMultiplyAdd(db, db, b1);
                        x = Vector256.Create(x2[k]);
                        (da, db) = (x - ya, x - yb);
                        a2 = Vector256.FusedMultiplyAdd(da, da, a2);
                        b2 = Vector256.FusedMultiplyAdd(db, db, b2);
                        x = Vector256.Create(x3[k]);
                        (da, db) = (x - ya, x - yb);
                        a3 = Vector256.FusedMultiplyAdd(da, da, a3);
                        b3 = Vector256.FusedMultiplyAdd(db, db, b3);
                    }

                    bool whole = p < panels - 1;
                    Vector256<float> wa = whole ? Vector256<float>.One : Vector256.Load(last), wb = whole ? Vector256<float>.One : Vector256.Load(last + Lanes);
                    Add(a0, wa, factor, ref distance0, ref distance1, ref kernel0, ref kernel1);
                    Add(b0, wb, factor, ref distance0, ref distance1, ref kernel0, ref kernel1);
                    if (rows > 1)
                    {
                        Add(a1, wa, factor, ref distance0, ref distance1, ref kernel0, ref kernel1);
                        Add(b1, wb, factor, ref distance0, ref distance1, ref kernel0, ref kernel1);
                    }

                    if (rows > 2)
                    {
                        Add(a2, wa, factor, ref distance0, ref distance1, ref kernel0, ref kernel1);
                        Add(b2, wb, factor, ref distance0, ref distance1, ref kernel0, ref kernel1);
                    }

                    if (rows > 3)
                    {
                        Add(a3, wa, factor, ref distance0, ref distance1, ref kernel0, ref kernel1);
                        Add(b3, wb, factor, ref distance0, ref distance1, ref kernel0, ref kernel1);
                    }
                }
            }
        }

        return (Vector256.Sum(distance0 + distance1), Vector256.Sum(kernel0 + kernel1));
    }

    private static void Add(Vector256<float> square, Vector256<float> weight, Vector256<float> factor, ref Vector256<double> distance0, ref Vector256<double> distance1, ref Vector256<double> kernel0, ref Vector256<double> kernel1)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Sqrt(square) * weight);
        distance0 += low;
        distance1 += high;
        (low, high) = Vector256.Widen(Vector256.Exp(square * factor) * weight);
        kernel0 += low;
        kernel1 += high;
    }
}
