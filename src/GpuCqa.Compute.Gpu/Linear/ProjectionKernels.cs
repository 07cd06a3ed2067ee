using GpuCqa.Compute.Gpu.Sparse;
using ILGPU;

namespace GpuCqa.Compute.Gpu.Linear;

/// <summary>Sparse rows times dense loadings.</summary>
internal static class ProjectionKernels
{
    /// <summary>One component of one row a thread: sum over the row's entries in column order, less the offset, rounded once.</summary>
    /// <remarks>
    /// Neighbouring threads take neighbouring components: an entry is one read shared by them all, a row of loadings one run of memory (400 bytes of 50 components), and
    /// results are written in lines. Loadings of 2,000 genes x 50 are 800 KB and stay in the second cache, whose bandwidth is the bound: 400 bytes an entry. Four entries at
    /// a time are read before they are added, in order.
    /// </remarks>
    [Kernel]
    public static void Project(CsrView<double> matrix, ArrayView<double> loadings, ArrayView<double> offset, int components, ArrayView<float> result)
    {
        long items = (long)matrix.Rows * components;
        for (long item = Grid.GlobalIndex.X; item < items; item += GridSpan.X)
        {
            int r = (int)(item / components), d = (int)(item % components), n = matrix.Count(r), i = 0;
            ArrayView<double> values = matrix.RowValues(r, n);
            ArrayView<int> columns = matrix.RowColumns(r, n);
            double sum = 0;
            for (; i < n - 3; i += 4)
            {
                double w0 = loadings[(columns[i] * components) + d], w1 = loadings[(columns[i + 1] * components) + d];
                double w2 = loadings[(columns[i + 2] * components) + d], w3 = loadings[(columns[i + 3] * components) + d];
                sum += values[i] * w0;
                sum += values[i + 1] * w1;
                sum += values[i + 2] * w2;
                sum += values[i + 3] * w3;
            }

            for (; i < n; i++) sum += values[i] * loadings[(columns[i] * components) + d];
            result[item] = (float)(sum - offset[d]);
        }
    }
}
