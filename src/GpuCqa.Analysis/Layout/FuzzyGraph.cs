using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Layout;

/// <summary>The fuzzy simplicial set of the neighbours: which cells belong together, and how surely.</summary>
/// <remarks>
/// Membership of j in the neighbourhood of i: 1 up to rho_i, exp(-(d_ij - rho_i) / sigma_i) beyond; both directions are joined by the
/// probabilistic union w + w' - w w' (McInnes, Healy and Melville, 2018; umap-learn with set_op_mix_ratio 1). O(cells k log k).
/// </remarks>
public static class FuzzyGraph
{
    /// <summary>Builds the graph.</summary>
    /// <param name="device">Device whose threads are used.</param>
    /// <param name="neighbors">Neighbours of each cell, the cell itself among them.</param>
    /// <returns>cells x cells, membership in (0, 1], symmetric with an empty diagonal, CSR, float32.</returns>
    public static CsrMatrix<float> Build(ComputeDevice device, NeighborTable neighbors)
    {
        SmoothDistances scales = SmoothDistances.Compute(device, neighbors);
        CsrMatrix<float> directed = Directed(neighbors, scales);
        return Union(directed, Transpose(directed));
    }

    private static CsrMatrix<float> Directed(NeighborTable neighbors, SmoothDistances scales)
    {
        int cells = neighbors.Queries, k = neighbors.K;
        var offsets = new long[cells + 1];
        var columns = new int[(long)cells * k];
        var weights = new float[(long)cells * k];
        long at = 0;
        for (int i = 0; i < cells; i++)
        {
            ReadOnlySpan<int> indices = neighbors.IndicesOf(i);
            ReadOnlySpan<double> distances = neighbors.DistancesOf(i);
            long start = at;
            for (int j = 0; j < k; j++)
            {
                if (indices[j] == i) continue;
                double beyond = distances[j] - scales.Nearest[i];
                float weight = beyond <= 0 || scales.Widths[i] == 0 ? 1 : (float)Math.Exp(-beyond / scales.Widths[i]);
                if (weight == 0) continue;
                columns[at] = indices[j];
                weights[at++] = weight;
            }

            Array.Sort(columns, weights, (int)start, (int)(at - start));
            offsets[i + 1] = at;
        }

        return new CsrMatrix<float>(cells, cells, offsets, columns, weights);
    }

    private static CsrMatrix<float> Transpose(CsrMatrix<float> matrix)
    {
        var offsets = new long[matrix.Columns + 1];
        for (long e = 0; e < matrix.NonZeros; e++) offsets[matrix.ColumnIndices[e] + 1]++;
        for (int c = 0; c < matrix.Columns; c++) offsets[c + 1] += offsets[c];
        var next = offsets.AsSpan(0, matrix.Columns).ToArray();
        var columns = new int[matrix.NonZeros];
        var values = new float[matrix.NonZeros];
        for (int r = 0; r < matrix.Rows; r++)
        {
            for (long e = matrix.RowOffsets[r]; e < matrix.RowOffsets[r + 1]; e++)
            {
                long place = next[matrix.ColumnIndices[e]]++;
                columns[place] = r;
                values[place] = matrix.Values[e];
            }
        }

        return new CsrMatrix<float>(matrix.Columns, matrix.Rows, offsets, columns, values);
    }

    private static CsrMatrix<float> Union(CsrMatrix<float> left, CsrMatrix<float> right)
    {
        var offsets = new long[left.Rows + 1];
        for (int r = 0; r < left.Rows; r++) offsets[r + 1] = offsets[r] + Distinct(left.RowIndices(r), right.RowIndices(r));
        int[] columns = GC.AllocateUninitializedArray<int>(checked((int)offsets[^1]));
        float[] values = GC.AllocateUninitializedArray<float>(columns.Length);
        int at = 0;
        for (int r = 0; r < left.Rows; r++)
        {
            ReadOnlySpan<int> a = left.RowIndices(r), b = right.RowIndices(r);
            ReadOnlySpan<float> wa = left.RowValues(r), wb = right.RowValues(r);
            int i = 0, j = 0;
            while (i < a.Length || j < b.Length)
            {
                int column = j >= b.Length || (i < a.Length && a[i] < b[j]) ? a[i] : b[j];
                double v = i < a.Length && a[i] == column ? wa[i++] : 0;
                double w = j < b.Length && b[j] == column ? wb[j++] : 0;
                columns[at] = column;
                values[at++] = (float)(v + w - (v * w));
            }
        }

        return new CsrMatrix<float>(left.Rows, left.Rows, offsets, columns, values);
    }

    // Columns of two increasing lists, those in both counted once.
    private static int Distinct(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int common = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j]) common++;
            int first = a[i];
            if (first <= b[j]) i++;
            if (first >= b[j]) j++;
        }

        return a.Length + b.Length - common;
    }
}
