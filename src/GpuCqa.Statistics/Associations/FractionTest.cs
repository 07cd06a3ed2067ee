using GpuCqa.Compute;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Tests numbers of lots that are known already, without cells: every fraction against every readout, one family.</summary>
/// <remarks>
/// Spearman's rho with the statistic, permutations and intervals of a discovery, or Pearson's r with the same permutations and
/// Fisher's intervals. Same input, same bits on every device and number of threads.
/// </remarks>
public static class FractionTest
{
    /// <summary>Tests the family.</summary>
    /// <param name="device">Counts the orders; those of Pearson's r on the host.</param>
    /// <param name="kind">The correlation.</param>
    /// <param name="fractions">One vector per fraction, one value per lot.</param>
    /// <param name="readouts">One vector per readout, one value per lot.</param>
    /// <param name="options">Exactness, permutations and seed.</param>
    /// <param name="confidence">Confidence of the intervals.</param>
    /// <param name="cancellation">Checked between blocks of orders.</param>
    /// <param name="progress">Receives the orders done; null for none.</param>
    /// <returns>All pairs, best first: by family-wise p, then |correlation|, then readout and fraction.</returns>
    public static IReadOnlyList<FractionAssociation> Run(
        ComputeDevice device, CorrelationKind kind, IReadOnlyList<double[]> fractions, IReadOnlyList<double[]> readouts, MaxTOptions options, double confidence, CancellationToken cancellation,
        StepProgress? progress = null)
    {
        IEnumerable<FractionAssociation> found = kind == CorrelationKind.Pearson
            ? PearsonMaxT.Run(device, fractions, readouts, options, progress, cancellation).Select(h =>
            {
                double[] fraction = fractions[h.Column], readout = readouts[h.Readout];
                Interval interval = Pearson.Fisher(h.R, readout.Length, confidence);
                double[] leftOut = double.IsNaN(h.R) ? [double.NaN] : Pearson.LeaveOneOut(fraction, readout);
                return new FractionAssociation(h.Column, h.Readout, h.R, h.P, h.PSingleStep, h.PStepDown, interval.Low, interval.High, leftOut.Min(), leftOut.Aggregate(Math.Max));
            })
            : MaxT.Run(device, fractions, readouts, options, progress, cancellation).Hypotheses.Select(h =>
            {
                double[] fraction = fractions[h.Fraction], readout = readouts[h.Readout];
                Interval interval = SpearmanInterval.BonettWright(h.Rho, readout.Length, confidence);
                double[] leftOut = double.IsNaN(h.Rho) ? [double.NaN] : Spearman.LeaveOneOut(fraction, readout);
                return new FractionAssociation(h.Fraction, h.Readout, h.Rho, h.P, h.PSingleStep, h.PStepDown, interval.Low, interval.High, leftOut.Min(), leftOut.Aggregate(Math.Max));
            });
        return found.OrderBy(a => double.IsNaN(a.PFamily)).ThenBy(a => a.PFamily).ThenByDescending(a => Math.Abs(a.Rho)).ThenBy(a => a.Readout).ThenBy(a => a.Fraction).ToArray();
    }
}
