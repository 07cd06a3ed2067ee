using System.Runtime.InteropServices;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Bench;

/// <summary>A graph of cells on disk: three int64 (nodes, entries, 1), nodes + 1 offsets int64, columns int32, weights float64, planted state of each node int32.</summary>
/// <remarks>Little-endian, the three arrays of CSR as they are, so that numpy reads them with <c>fromfile</c>.</remarks>
internal static class GraphFile
{
    public static void Write(string path, CsrMatrix<double> graph, int[] states)
    {
        using FileStream file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes<long>([graph.Rows, graph.NonZeros, 1]));
        file.Write(MemoryMarshal.AsBytes(graph.RowOffsets.AsSpan()));
        file.Write(MemoryMarshal.AsBytes(graph.ColumnIndices.AsSpan(0, (int)graph.NonZeros)));
        file.Write(MemoryMarshal.AsBytes(graph.Values.AsSpan(0, (int)graph.NonZeros)));
        file.Write(MemoryMarshal.AsBytes(states.AsSpan()));
    }

    public static (CsrMatrix<double> Graph, int[] States) Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        long[] head = Take<long>(file, 3);
        int nodes = (int)head[0];
        return (new CsrMatrix<double>(nodes, nodes, Take<long>(file, nodes + 1), Take<int>(file, head[1]), Take<double>(file, head[1])), Take<int>(file, nodes));
    }

    private static T[] Take<T>(FileStream file, long count) where T : unmanaged
    {
        var values = new T[count];
        // In pieces: a span of bytes holds 2^31 at most.
        for (long at = 0; at < count; at += 1 << 24) file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan((int)at, (int)Math.Min(1 << 24, count - at))));
        return values;
    }
}
