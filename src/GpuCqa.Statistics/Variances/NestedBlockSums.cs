namespace GpuCqa.Statistics;

/// <summary>What one block adds to a likelihood: V its covariance, Z_f the groups of factor f (the residual's are the values).</summary>
/// <param name="LogDeterminant">log |V|.</param>
/// <param name="Ones">1' V^-1 1.</param>
/// <param name="OneY">1' V^-1 y.</param>
/// <param name="YY">y' V^-1 y.</param>
/// <param name="Traces">tr Z_f' V^-1 Z_f.</param>
/// <param name="Squares">Squared Frobenius norms of Z_f' V^-1 Z_g.</param>
/// <param name="Bilinear">1' V^-1 Z_f (Z_f' V^-1 Z_g) Z_g' V^-1 1.</param>
/// <param name="Mixed">The same with y in the place of the second 1.</param>
/// <param name="Observed">The same with y in the place of both.</param>
/// <param name="GroupOnes">Z_f' V^-1 1, by group.</param>
/// <param name="GroupY">Z_f' V^-1 y, by group.</param>
internal sealed record NestedBlockSums(double LogDeterminant, double Ones, double OneY, double YY, double[] Traces, double[][] Squares, double[][] Bilinear, double[][] Mixed, double[][] Observed, double[][] GroupOnes, double[][] GroupY);
