namespace GpuCqa.Statistics;

/// <summary>The variance of a measurement taken apart by the factors of a nested design.</summary>
/// <param name="Method">"ANOVA" (type-1 sums of squares, negative components kept) or "REML" (none below 0).</param>
/// <param name="Values">Values.</param>
/// <param name="Mean">Mean of all values.</param>
/// <param name="Components">The factors, outermost first, and the residual.</param>
/// <param name="AtBoundary">Factors whose REML component is 0 because it would be negative; a named state, never a small number.</param>
public sealed record VarianceComponents(string Method, int Values, double Mean, IReadOnlyList<VarianceComponent> Components, IReadOnlyList<string> AtBoundary)
{
    /// <summary>Repeatability: variance of values in one innermost group.</summary>
    public double Repeatability => Components[^1].Estimate;

    /// <summary>Variance of one value around the mean of its outermost group: all components but the first, negative ones as 0.</summary>
    public double IntermediatePrecision => Components.Skip(1).Sum(c => Math.Max(0, c.Estimate));

    /// <summary>Share of the method in the variance of one value of one outermost group (lot): intermediate precision / total; NaN where the total is 0.</summary>
    public double MethodShare => IntermediatePrecision / (Math.Max(0, Components[0].Estimate) + IntermediatePrecision);

    /// <summary>Standard deviation between outermost groups; 0 where the component is negative.</summary>
    public double BetweenGroups => Math.Sqrt(Math.Max(0, Components[0].Estimate));
}
