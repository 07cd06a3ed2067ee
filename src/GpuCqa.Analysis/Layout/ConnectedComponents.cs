using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Layout;

/// <summary>Counts the connected components of a graph.</summary>
public static class ConnectedComponents
{
    /// <summary>Number of components.</summary>
    /// <param name="graph">cells x cells, symmetric, CSR; values are not looked at.</param>
    public static int Count(CsrMatrix<float> graph)
    {
        var seen = new bool[graph.Rows];
        var open = new Stack<int>();
        int components = 0;
        for (int start = 0; start < graph.Rows; start++)
        {
            if (seen[start]) continue;
            components++;
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out int cell))
            {
                foreach (int other in graph.RowIndices(cell))
                {
                    if (seen[other]) continue;
                    seen[other] = true;
                    open.Push(other);
                }
            }
        }

        return components;
    }
}
