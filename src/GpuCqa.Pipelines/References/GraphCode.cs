using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.References;

/// <summary>A shared-neighbour graph in few bytes: its upper half, and each weight as its place among the distinct weights.</summary>
/// <remarks>Weights are s / (2 k - s) of a number s of shared neighbours, so that there are at most k of them, and a byte tells which.</remarks>
/// <param name="Offsets">cells + 1 offsets into the entries.</param>
/// <param name="Columns">Column of each entry, at least its row.</param>
/// <param name="Codes">Place of each entry's weight.</param>
/// <param name="Weights">The distinct weights, ascending.</param>
internal sealed record GraphCode(long[] Offsets, int[] Columns, int[] Codes, double[] Weights)
{
    /// <summary>Takes the upper half.</summary>
    /// <exception cref="ArgumentException">The graph is not symmetric.</exception>
    public static GraphCode Of(CsrMatrix<double> graph)
    {
        var offsets = new long[graph.Rows + 1];
        for (int r = 0; r < graph.Rows; r++) offsets[r + 1] = offsets[r] + graph.RowIndices(r).Length - Lower(graph, r);
        int entries = checked((int)offsets[^1]);
        var found = new Dictionary<double, int>();
        int[] columns = new int[entries], codes = new int[entries];
        int[] cursor = new int[graph.Rows];
        for (int r = 0; r < graph.Rows; r++)
        {
            int from = Lower(graph, r);
            ReadOnlySpan<int> own = graph.RowIndices(r)[from..];
            ReadOnlySpan<double> weights = graph.RowValues(r)[from..];
            own.CopyTo(columns.AsSpan((int)offsets[r]));
            double last = double.NaN;
            int code = -1;
            for (int e = 0; e < own.Length; e++)
            {
                if (weights[e] != last)
                {
                    last = weights[e];
                    if (!found.TryGetValue(last, out code)) found.Add(last, code = found.Count);
                }

                codes[offsets[r] + e] = code;
                if (own[e] == r) continue;
                int mirror = cursor[own[e]]++;
                if (mirror >= graph.RowIndices(own[e]).Length || graph.RowIndices(own[e])[mirror] != r || graph.RowValues(own[e])[mirror] != last)
                    throw new ArgumentException($"The graph is not symmetric at ({r}, {own[e]}).", nameof(graph));
            }

            if (cursor[r] != from) throw new ArgumentException($"The graph is not symmetric in row {r}.", nameof(graph));
        }

        double[] distinct = [.. found.Keys.Order()];
        int[] order = new int[distinct.Length];
        for (int w = 0; w < distinct.Length; w++) order[found[distinct[w]]] = w;
        for (int e = 0; e < entries; e++) codes[e] = order[codes[e]];
        return new GraphCode(offsets, columns, codes, distinct);
    }

    /// <summary>The whole graph.</summary>
    /// <exception cref="InvalidDataException">The arrays do not fit one another.</exception>
    public CsrMatrix<double> Graph()
    {
        int cells = Offsets.Length - 1;
        int[] sizes = new int[cells];
        for (int r = 0; r < cells; r++)
        {
            if (Offsets[r + 1] < Offsets[r] || Offsets[r + 1] > Columns.Length) throw new InvalidDataException($"The graph's offsets decrease, or pass its end, after row {r}");
            for (long e = Offsets[r]; e < Offsets[r + 1]; e++)
            {
                if (Columns[e] < r || Columns[e] >= cells || (uint)Codes[e] >= (uint)Weights.Length || (e > Offsets[r] && Columns[e] <= Columns[e - 1])) throw new InvalidDataException($"The graph has no such entry as the {e - Offsets[r]}th of row {r}");
                sizes[r]++;
                if (Columns[e] != r) sizes[Columns[e]]++;
            }
        }

        var offsets = new long[cells + 1];
        for (int r = 0; r < cells; r++) offsets[r + 1] = offsets[r] + sizes[r];
        int[] columns = new int[checked((int)offsets[^1])];
        var weights = new double[columns.Length];
        long[] at = [.. offsets];
        // Rows in order, so that what a row gets from those above it comes first and ascending.
        for (int r = 0; r < cells; r++)
        {
            for (long e = Offsets[r]; e < Offsets[r + 1]; e++)
            {
                int c = Columns[e];
                double weight = Weights[Codes[e]];
                (columns[at[r]], weights[at[r]++]) = (c, weight);
                if (c != r) (columns[at[c]], weights[at[c]++]) = (r, weight);
            }
        }

        return new CsrMatrix<double>(cells, cells, offsets, columns, weights);
    }

    private static int Lower(CsrMatrix<double> graph, int row)
    {
        int at = graph.RowIndices(row).BinarySearch(row);
        return at >= 0 ? at : ~at;
    }
}
