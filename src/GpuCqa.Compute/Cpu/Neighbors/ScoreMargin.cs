namespace GpuCqa.Compute.Neighbors;

/// <summary>How far a float32 score may be from the exact one.</summary>
/// <remarks>
/// With u = 2^-24, norms Q and R of the centred query and reference, and d dimensions: rounding the centred coordinates moves a distance by at most
/// u (Q + R), half its square by u (Q + R)^2; the sum of d products started at -R^2/2 errs by at most (d + 2) u (Q R + R^2/2) &lt;= (d + 2)/2 u (Q + R)^2;
/// half norms, thresholds, bounds and the float64 distances that neighbours are finally ranked by err by a few u (Q + R)^2 more, for which 14 are allowed, and the
/// whole is raised by 5 %. Products below the range of float32 vanish: an absolute term covers them.
/// </remarks>
internal readonly struct ScoreMargin
{
    private const double Unit = 1.0 / (1 << 24);
    private const double SmallestNormal = 1.2e-38;
    private readonly double relative;
    private readonly double absolute;

    /// <param name="depth">Dimensions.</param>
    /// <param name="rankingError">Absolute error, in score units, of the float64 distances that rank the neighbours in the end.</param>
    public ScoreMargin(int depth, double rankingError)
    {
        relative = 1.05 * Unit * ((0.5 * (depth + 2)) + 15);
        absolute = ((depth + 4) * SmallestNormal) + rankingError;
    }

    /// <summary>Largest error of a score of a query against any reference whose norm is at most the given one.</summary>
    public double Of(double queryNorm, double referenceNorm)
    {
        double reach = queryNorm + referenceNorm;
        return (relative * reach * reach) + absolute;
    }
}
