namespace GpuCqa.Statistics;

/// <summary>One component of the variance of a measurement.</summary>
/// <param name="Name">The factor, or "residual".</param>
/// <param name="Groups">Groups of the factor; values of the residual.</param>
/// <param name="DegreesOfFreedom">Of its mean square.</param>
/// <param name="MeanSquare">Type-1 mean square; NaN of REML.</param>
/// <param name="Estimate">The component; by ANOVA negative where groups differ by less than what is inside them lets expect.</param>
/// <param name="Low">Lower end of its interval; of a factor Wald's, which may be negative, of the residual from chi-square.</param>
/// <param name="High">Upper end.</param>
public sealed record VarianceComponent(string Name, int Groups, double DegreesOfFreedom, double MeanSquare, double Estimate, double Low, double High);
