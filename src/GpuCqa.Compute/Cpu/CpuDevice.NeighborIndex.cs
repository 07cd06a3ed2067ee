using System.Runtime.Intrinsics;
using GpuCqa.Compute.Neighbors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <summary>References below which groups cost more than they save.</summary>
    private const int FewestIndexed = 4096;

    /// <inheritdoc/>
    /// <remarks>References lie in groups around centres in whole coordinates (<see cref="WholeIndex{TLanes, TVector}"/>); a search leaves out what the triangle inequality excludes.</remarks>
    public override NeighborIndex IndexNeighbors(DenseMatrix<float> references) => IndexNeighbors(references, FewestIndexed);

    /// <summary>The same with another number of references from which they are grouped.</summary>
    internal NeighborIndex IndexNeighbors(DenseMatrix<float> references, int fewest)
    {
        CheckFinite(references);
        if (references.Rows < fewest || references.Columns == 0) return base.IndexNeighbors(references);
        return Width switch
        {
            VectorWidth.Bits512 => new WholeIndex<PairLanes512, Vector512<int>>(this, references),
            VectorWidth.Bits256 => new WholeIndex<PairLanes256, Vector256<int>>(this, references),
            VectorWidth.Bits128 => new WholeIndex<PairLanes128, Vector128<int>>(this, references),
            _ => new WholeIndex<PairLanesScalar, int>(this, references),
        };
    }
}
