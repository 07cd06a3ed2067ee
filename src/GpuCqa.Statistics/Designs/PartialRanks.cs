namespace GpuCqa.Statistics;

/// <summary>Midranks of units with the means of their blocks, and what is linear in ranks of covariates, taken out: two such vectors multiply to Spearman's partial correlation.</summary>
/// <remarks>
/// Ranks are over all units, so that sizes of differences within a block are kept; residuals are those of least squares on block indicators and on the covariates' midranks. Without
/// covariates orders within blocks only permute the residuals of a block, so that the permutation distribution of the partial correlation is exact.
/// </remarks>
public sealed class PartialRanks
{
    // Residuals that are smaller than this share of the ranks are nothing: rounding of the projection.
    private const double Nothing = 1e-9;

    private readonly int[] blockOf;
    private readonly int[] sizes;
    private readonly List<double[]> directions = [];

    /// <summary>Prepares the projection.</summary>
    /// <param name="blockOf">Per unit, its block, from 0.</param>
    /// <param name="covariates">One vector per covariate, one value per unit.</param>
    public PartialRanks(IReadOnlyList<int> blockOf, IReadOnlyList<double[]> covariates)
    {
        this.blockOf = [.. blockOf];
        sizes = [.. Enumerable.Range(0, blockOf.Count == 0 ? 0 : blockOf.Max() + 1).Select(b => blockOf.Count(o => o == b))];
        foreach (double[] covariate in covariates)
        {
            if (Scores(covariate) is { } direction) directions.Add(direction);
        }
    }

    /// <summary>Directions of covariates that are taken out, of length 1 each and at right angles; fewer than there are covariates where these depend on each other.</summary>
    public IReadOnlyList<double[]> Directions => directions;

    /// <summary>Residual midranks of length 1; null when nothing is left, as of values that are the same throughout each block.</summary>
    /// <param name="values">One value per unit.</param>
    /// <exception cref="Core.Errors.InvalidParameterException">When a value is not a number.</exception>
    public double[]? Scores(ReadOnlySpan<double> values)
    {
        int[] ranks = Midranks.Doubled(values);
        double[] sums = new double[sizes.Length], residuals = new double[ranks.Length];
        for (int i = 0; i < ranks.Length; i++) sums[blockOf[i]] += ranks[i];
        for (int i = 0; i < ranks.Length; i++) residuals[i] = ranks[i] - (sums[blockOf[i]] / sizes[blockOf[i]]);
        // Twice: what rounding leaves of a direction is taken out too.
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] direction in directions)
            {
                double along = Product(residuals, direction);
                for (int i = 0; i < residuals.Length; i++) residuals[i] -= along * direction[i];
            }
        }

        double length = Math.Sqrt(Product(residuals, residuals));
        if (!(length > Nothing * ranks.Length)) return null;
        for (int i = 0; i < residuals.Length; i++) residuals[i] /= length;
        return residuals;
    }

    /// <summary>Spearman's partial correlation; NaN when a side has nothing left.</summary>
    /// <param name="x">One value per unit.</param>
    /// <param name="y">One value per unit.</param>
    public double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Rounded(Pearson.Product(Scores(x), Scores(y)));

    /// <summary>A correlation that is 1 or -1 but for rounding is that.</summary>
    internal static double Rounded(double r) => 1 - Math.Abs(r) <= PearsonScores.Resolution ? Math.Sign(r) : r;

    private static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
