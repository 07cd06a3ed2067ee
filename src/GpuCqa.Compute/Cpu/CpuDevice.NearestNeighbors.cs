using System.Runtime.Intrinsics;
using GpuCqa.Compute.Neighbors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <summary>Bytes of candidate lists that live at once where a set is searched within itself.</summary>
    public const long NeighborListBytes = 256 << 20;

    /// <summary>Float64 cosine distances of unit vectors err by no more than this.</summary>
    private const double CosineError = 1e-14;

    /// <inheritdoc/>
    /// <remarks>
    /// Scores come from float32 tiles that are never written out; whatever their rounding could hide is kept and decided in float64. A set searched within
    /// itself is scored once per pair. Memory: two packed copies of the points and at most (2 k + 34) candidates a query.
    /// </remarks>
    public override NeighborTable NearestNeighbors(DeviceMatrix<float> queries, DeviceMatrix<float> references, int k, DistanceMetric metric)
    {
        DenseMatrix<float> points = OnHost(queries), others = OnHost(references);
        CheckNeighbors(points, others, k);
        var table = new NeighborTable(points.Rows, k, new int[checked(points.Rows * k)], new double[(long)points.Rows * k]);
        bool cosine = metric == DistanceMetric.Cosine;
        double[]? norms = cosine ? Norms(others) : null;
        double[]? queryNorms = !cosine ? null : ReferenceEquals(points.Values, others.Values) ? norms : Norms(points);
        if (points.Columns == 0 || (cosine && (norms.AsSpan().Contains(0) || queryNorms.AsSpan().Contains(0))))
        {
            // Zero vectors have no direction: no bound on scores holds for them.
            ForEach(points.Rows, q => SearchAll(points, others, norms ?? [], metric, q, table));
            return table;
        }

        var problem = new NeighborProblem(points, others, k, queryNorms, norms);
        double error = cosine ? CosineError : 0;
        switch (Width)
        {
            case VectorWidth.Bits512: NeighborSearch<ScoreTile8<Lanes512<float>, Vector512<float>>>.Run(this, problem, error, table); break;
            case VectorWidth.Bits256: NeighborSearch<ScoreTile4<Lanes256<float>, Vector256<float>>>.Run(this, problem, error, table); break;
            case VectorWidth.Bits128: NeighborSearch<ScoreTile4<Lanes128<float>, Vector128<float>>>.Run(this, problem, error, table); break;
            default: NeighborSearch<ScoreTile4<LanesScalar<float>, float>>.Run(this, problem, error, table); break;
        }

        return table;
    }
}
