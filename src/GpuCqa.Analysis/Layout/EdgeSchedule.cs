using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Layout;

/// <summary>How often each edge attracts.</summary>
public static class EdgeSchedule
{
    /// <summary>Drops the edges that would attract in less than one epoch, weight below largest / epochs, as umap-learn does.</summary>
    /// <param name="graph">cells x cells, membership, symmetric, CSR, float32.</param>
    /// <param name="epochs">Epochs of the optimization.</param>
    public static CsrMatrix<float> Prune(CsrMatrix<float> graph, int epochs)
    {
        float least = Largest(graph) / epochs;
        var offsets = new long[graph.Rows + 1];
        for (int r = 0; r < graph.Rows; r++)
        {
            int kept = 0;
            foreach (float w in graph.RowValues(r)) kept += w >= least ? 1 : 0;
            offsets[r + 1] = offsets[r] + kept;
        }

        var columns = new int[offsets[graph.Rows]];
        var values = new float[offsets[graph.Rows]];
        long at = 0;
        for (long e = 0; e < graph.NonZeros; e++)
        {
            if (graph.Values[e] < least) continue;
            columns[at] = graph.ColumnIndices[e];
            values[at++] = graph.Values[e];
        }

        return new CsrMatrix<float>(graph.Rows, graph.Columns, offsets, columns, values);
    }

    /// <summary>The share of epochs in which each edge is due, weight / largest weight, in units of 1 / <see cref="LayoutForces.EveryEpoch"/>.</summary>
    /// <param name="graph">cells x cells, membership, symmetric, CSR, float32.</param>
    public static CsrMatrix<uint> Rates(CsrMatrix<float> graph)
    {
        double largest = Largest(graph);
        var rates = new uint[graph.NonZeros];
        for (long e = 0; e < rates.LongLength; e++) rates[e] = (uint)Math.Round(graph.Values[e] / largest * LayoutForces.EveryEpoch);
        return new CsrMatrix<uint>(graph.Rows, graph.Columns, graph.RowOffsets, graph.ColumnIndices, rates);
    }

    private static float Largest(CsrMatrix<float> graph)
    {
        float largest = 0;
        for (long e = 0; e < graph.NonZeros; e++) largest = Math.Max(largest, graph.Values[e]);
        return largest;
    }
}
