namespace GpuCqa.Statistics;

/// <summary>Equivalence of compositions: each cluster's centred log-ratio by two one-sided tests with the variance between lots; all must pass (intersection-union, no adjustment needed).</summary>
public static class CompositionEquivalence
{
    /// <summary>Tests every cluster.</summary>
    /// <param name="counts">lots x clusters, cells.</param>
    /// <param name="after">Whether each lot is after the change.</param>
    /// <param name="margin">Standard deviations of the lots before, of each cluster's own.</param>
    /// <param name="alpha">Level of each one-sided test.</param>
    /// <param name="pseudocount">Added to every count.</param>
    public static EquivalenceTest[] Test(IReadOnlyList<double[]> counts, IReadOnlyList<bool> after, double margin, double alpha = 0.05, double pseudocount = Composition.Pseudocount)
    {
        double[][] clr = Composition.Clr(counts, pseudocount);
        return [.. Enumerable.Range(0, counts[0].Length).Select(k =>
        {
            double[] pre = [.. clr.Where((_, l) => !after[l]).Select(r => r[k])], post = [.. clr.Where((_, l) => after[l]).Select(r => r[k])];
            double limit = margin * Math.Sqrt(MeanDifference.Moments(pre).Variance);
            return new EquivalenceTest(MeanDifference.Welch(pre, post), -limit, limit, alpha);
        })];
    }
}
