using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Statistics;
using GpuCqa.Compute;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Associations;

/// <summary>Tests fractions that are known already, without cells: every fraction against every readout, one family.</summary>
/// <remarks>The same statistic, permutations and intervals as <see cref="AssociationSearch"/>. Same input, same bits on every device and number of threads.</remarks>
public static class FractionTest
{
    /// <summary>Tests the family.</summary>
    /// <param name="device">Counts the orders.</param>
    /// <param name="fractions">One vector per fraction, p per lot.</param>
    /// <param name="readouts">One vector per readout, one value per lot.</param>
    /// <param name="options">Exactness, permutations and seed.</param>
    /// <param name="confidence">Confidence of the intervals.</param>
    /// <param name="cancellation">Checked between blocks of orders.</param>
    /// <param name="progress">Receives the orders done; null for none.</param>
    /// <returns>All pairs, best first: by family-wise p, then |rho|, then readout and fraction; and the permuted family.</returns>
    public static (IReadOnlyList<FractionAssociation> Associations, MaxTResult Family) Run(
        ComputeDevice device, IReadOnlyList<double[]> fractions, IReadOnlyList<double[]> readouts, MaxTOptions options, double confidence, CancellationToken cancellation,
        StepProgress? progress = null)
    {
        MaxTResult family = MaxT.Run(device, fractions, readouts, options, progress, cancellation);
        FractionAssociation[] found = family.Hypotheses.Select(h =>
        {
            double[] fraction = fractions[h.Fraction], readout = readouts[h.Readout];
            Interval interval = SpearmanInterval.BonettWright(h.Rho, family.Lots, confidence);
            double[] leftOut = double.IsNaN(h.Rho) ? [double.NaN] : Spearman.LeaveOneOut(fraction, readout);
            return new FractionAssociation(h.Fraction, h.Readout, h.Rho, h.P, h.PSingleStep, h.PStepDown, interval.Low, interval.High, leftOut.Min(), leftOut.Max());
        }).ToArray();
        return (found.OrderBy(a => double.IsNaN(a.PFamily)).ThenBy(a => a.PFamily).ThenByDescending(a => Math.Abs(a.Rho)).ThenBy(a => a.Readout).ThenBy(a => a.Fraction).ToArray(), family);
    }
}
