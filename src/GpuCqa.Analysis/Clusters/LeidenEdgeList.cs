namespace GpuCqa.Analysis.Clusters;

/// <summary>Edges that are gathered before their number is known, in pieces: nothing is copied as they grow, and the pieces serve the next graph.</summary>
internal sealed class LeidenEdgeList
{
    private const int PieceEdges = 1 << 16;
    private readonly List<LeidenEdge[]> pieces = [];
    private LeidenEdge[] piece = [];
    private int used, at;

    /// <summary>Edges in the list.</summary>
    public int Count => used == 0 ? 0 : checked(((used - 1) * PieceEdges) + at);

    /// <summary>Empties the list, and keeps its memory.</summary>
    public void Clear() => (piece, used, at) = ([], 0, 0);

    /// <summary>Adds an edge.</summary>
    public void Add(int to, double weight)
    {
        if (at == piece.Length)
        {
            if (used == pieces.Count) pieces.Add(GC.AllocateUninitializedArray<LeidenEdge>(PieceEdges));
            (piece, at) = (pieces[used++], 0);
        }

        piece[at++] = new LeidenEdge(to, weight);
    }

    /// <summary>The edges in the order in which they came.</summary>
    public LeidenEdge[] ToArray()
    {
        var all = GC.AllocateUninitializedArray<LeidenEdge>(Count);
        for (int p = 0; p < used; p++) pieces[p].AsSpan(0, p == used - 1 ? at : PieceEdges).CopyTo(all.AsSpan(p * PieceEdges));
        return all;
    }
}
