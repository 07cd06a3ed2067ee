using System.Runtime.Intrinsics;
using GpuCqa.Compute.Neighbors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <summary>References below which groups cost more than they save.</summary>
    private const int FewestIndexed = 4096;

    /// <inheritdoc/>
    /// <remarks>References lie in groups around centres (<see cref="GroupedIndex{TTile}"/>); a search leaves out what the triangle inequality excludes.</remarks>
    public override NeighborIndex IndexNeighbors(DenseMatrix<float> references) => IndexNeighbors(references, FewestIndexed);

    /// <summary>The same with another number of references from which they are grouped.</summary>
    internal NeighborIndex IndexNeighbors(DenseMatrix<float> references, int fewest)
    {
        CheckFinite(references);
        if (references.Rows < fewest || references.Columns == 0) return base.IndexNeighbors(references);
        return Width switch
        {
            VectorWidth.Bits512 => new GroupedIndex<ScoreTile8<Lanes512<float>, Vector512<float>>>(this, references),
            VectorWidth.Bits256 => new GroupedIndex<ScoreTile4<Lanes256<float>, Vector256<float>>>(this, references),
            VectorWidth.Bits128 => new GroupedIndex<ScoreTile4<Lanes128<float>, Vector128<float>>>(this, references),
            _ => new GroupedIndex<ScoreTile4<LanesScalar<float>, float>>(this, references),
        };
    }
}
