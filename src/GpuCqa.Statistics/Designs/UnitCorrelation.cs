namespace GpuCqa.Statistics;

/// <summary>Spearman's correlation of the units of a design, partial where it has blocks or covariates.</summary>
internal sealed class UnitCorrelation(LotDesign design)
{
    private readonly int[] blockOf = design.BlockOf ?? new int[design.Units.Count];
    private readonly bool partial = design.BlockOf?.Distinct().Count() > 1 || design.Covariates.Length > 0;

    /// <summary>Rho; NaN when a side has nothing to correlate.</summary>
    public double Of(double[] x, double[] y) => partial ? new PartialRanks(blockOf, design.Covariates).Correlation(x, y) : Spearman.Correlation(x, y);

    /// <summary>Rho without each unit in turn.</summary>
    public double[] LeaveOneOut(double[] x, double[] y) => partial
        ? [.. Enumerable.Range(0, x.Length).Select(i => new PartialRanks(Numbered(Without(blockOf, i)), [.. design.Covariates.Select(c => Without(c, i))]).Correlation(Without(x, i), Without(y, i)))]
        : Spearman.LeaveOneOut(x, y);

    private static T[] Without<T>(T[] values, int at) => [.. values.Where((_, i) => i != at)];

    // Blocks from 0 on without gaps.
    private static int[] Numbered(int[] blocks)
    {
        int[] known = [.. blocks.Distinct().Order()];
        return [.. blocks.Select(b => Array.IndexOf(known, b))];
    }
}
