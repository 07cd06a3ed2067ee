namespace GpuCqa.Compute.Neighbors;

/// <summary>The queries on one side of a pair of blocks: their candidates, margins and thresholds against the other side.</summary>
/// <param name="candidates">Candidates of the queries; null when this side asks nothing.</param>
/// <param name="thresholds">Per query, the score above which a reference is kept.</param>
/// <param name="margins">Per query, its margin against the other block.</param>
/// <param name="halfNorms">Per query, what its thresholds are lowered by because the tile's scores lack it; null = nothing.</param>
/// <param name="firstReference">Number of the first reference of the other block.</param>
internal readonly unsafe ref struct ThresholdSide(CandidateBlock? candidates, float* thresholds, float* margins, float* halfNorms, int firstReference)
{
    private readonly float* margins = margins;
    private readonly float* halfNorms = halfNorms;

    public float* Thresholds { get; } = thresholds;

    /// <summary>Computes margins and thresholds; padding asks for nothing.</summary>
    public void Start(int size, int count, int firstQuery, PackedPoints points, double otherNorm, ScoreMargin margin)
    {
        for (int i = 0; i < size; i++)
        {
            margins[i] = i < count ? MathF.BitIncrement((float)margin.Of(points.Norm(firstQuery + i), otherNorm)) : 0;
            Thresholds[i] = i < count ? Threshold(i) : float.PositiveInfinity;
        }
    }

    /// <summary>Keeps a reference as a candidate of a query.</summary>
    public void Keep(int query, int reference, float score)
    {
        if (candidates!.Add(query, firstReference + reference, score, margins[query])) Thresholds[query] = Threshold(query);
    }

    /// <summary>Keeps those of a register of scores that are above the query's threshold.</summary>
    public void KeepAbove<TTile>(int query, int reference, float* scores, uint mask) where TTile : struct, IScoreTile
    {
        if (candidates!.AddAbove<TTile>(query, firstReference + reference, scores, mask, Thresholds[query], margins[query])) Thresholds[query] = Threshold(query);
    }

    private float Threshold(int query)
    {
        double threshold = (double)candidates!.Floor(query) - margins[query];
        if (double.IsNegativeInfinity(threshold)) return float.NegativeInfinity;
        if (halfNorms != null)
        {
            threshold -= halfNorms[query];
            // The tile compares after one more float32 subtraction; a few units of the threshold's own size cover its rounding.
            threshold -= Math.Abs(threshold) * 5e-7;
        }

        // Strictly below, so that "greater than" keeps equality.
        return MathF.BitDecrement(MathF.BitDecrement((float)threshold));
    }
}
