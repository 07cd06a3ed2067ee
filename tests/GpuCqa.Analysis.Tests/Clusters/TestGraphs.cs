using System.Globalization;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;

namespace GpuCqa.Analysis.Tests.Clusters;

/// <summary>Graphs for tests: from edges, and the matrices that reference programs wrote.</summary>
internal static class TestGraphs
{
    /// <summary>A symmetric matrix with diagonal 1 from edges named once; repeated edges add up.</summary>
    public static CsrMatrix<double> FromEdges(int nodes, IEnumerable<(int A, int B, double Weight)> edges)
    {
        var rows = new SortedDictionary<int, double>[nodes];
        for (int i = 0; i < nodes; i++) rows[i] = new SortedDictionary<int, double> { [i] = 1 };
        foreach ((int a, int b, double weight) in edges)
        {
            if (a == b) continue;
            rows[a][b] = rows[a].GetValueOrDefault(b) + weight;
            rows[b][a] = rows[b].GetValueOrDefault(a) + weight;
        }

        var offsets = new long[nodes + 1];
        for (int i = 0; i < nodes; i++) offsets[i + 1] = offsets[i] + rows[i].Count;
        return new CsrMatrix<double>(nodes, nodes, offsets, rows.SelectMany(r => r.Keys).ToArray(), rows.SelectMany(r => r.Values).ToArray());
    }

    /// <summary>Cliques of one size, each joined to the next by one edge; a ring when there are three or more.</summary>
    public static CsrMatrix<double> RingOfCliques(int cliques, int size, double weight = 1) => FromEdges(cliques * size, CliqueEdges(cliques, size, weight));

    /// <summary>A symmetric Matrix Market file whose lower triangle is stored.</summary>
    public static CsrMatrix<double> ReadSymmetric(string path)
    {
        using TextReader reader = GzipCsv.Open(path);
        string line = reader.ReadLine()!;
        while (line[0] == '%') line = reader.ReadLine()!;
        int nodes = int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
        var edges = new List<(int, int, double)>();
        while (reader.ReadLine() is { } entry)
        {
            string[] parts = entry.Split(' ');
            edges.Add((int.Parse(parts[0], CultureInfo.InvariantCulture) - 1, int.Parse(parts[1], CultureInfo.InvariantCulture) - 1, double.Parse(parts[2], CultureInfo.InvariantCulture)));
        }

        return FromEdges(nodes, edges);
    }

    /// <summary>A neighbour table written by R: one row a cell, 1-based indices; a first column of names is skipped when there is one.</summary>
    public static NeighborTable ReadNeighbors(string path)
    {
        GzipCsv table = GzipCsv.Read(path);
        int skip = table.Header[0].Length == 0 ? 1 : 0;
        int[] indices = table.Rows.SelectMany(r => r.Skip(skip)).Select(v => int.Parse(v, CultureInfo.InvariantCulture) - 1).ToArray();
        return new NeighborTable(table.Rows.Count, table.Header.Length - skip, indices, new double[indices.Length]);
    }

    /// <summary>Labels as a table names them.</summary>
    public static int[] ReadLabels(string path, string column) => GzipCsv.Read(path).Text(column).Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray();

    private static IEnumerable<(int, int, double)> CliqueEdges(int cliques, int size, double weight)
    {
        for (int c = 0; c < cliques; c++)
        {
            for (int a = 0; a < size; a++)
                for (int b = a + 1; b < size; b++) yield return ((c * size) + a, (c * size) + b, weight);
            if (cliques > 2 || (cliques == 2 && c == 0)) yield return ((c * size) + size - 1, (c + 1) % cliques * size, weight);
        }
    }
}
