using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Tests.Clusters;

/// <summary>Random sparse weighted graphs for properties: 0 to 60 nodes, some isolated, at resolutions 0 to 4.</summary>
public sealed record GraphCases(int Nodes, (int A, int B, double Weight)[] Edges, double Resolution, ulong Seed)
{
    public static Arbitrary<GraphCases> Arbitrary { get; } = Make().ToArbitrary();

    public CsrMatrix<double> Matrix => TestGraphs.FromEdges(Nodes, Edges);

    private static Gen<GraphCases> Make() =>
        from nodes in Gen.Choose(0, 60)
        from edges in Gen.Choose(0, 4 * nodes)
        from ends in Gen.Choose(0, Math.Max(0, nodes - 1)).Two().ArrayOf(edges)
        from weights in Gen.Choose(0, 20).ArrayOf(edges)
        from resolution in Gen.Choose(0, 40)
        from seed in Gen.Choose(0, int.MaxValue)
        select new GraphCases(nodes, ends.Zip(weights, (e, w) => (e.Item1, e.Item2, w / 10.0)).ToArray(), resolution / 10.0, (ulong)seed);
}
