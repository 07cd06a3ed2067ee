using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Westfall and Young's permutation test of a family of Pearson correlations: every column against every readout, lots permuted jointly.</summary>
/// <remarks>
/// As <see cref="MaxT"/> with |r| instead of |rho|: the same orders, exact where the ranks are. Values are no whole numbers, so
/// an order is at least as extreme when |r*| >= |r| - <see cref="PearsonScores.Resolution"/>. Counted on the host.
/// </remarks>
public static class PearsonMaxT
{
    /// <summary>Tests the family.</summary>
    /// <param name="device">Its host threads count the orders.</param>
    /// <param name="columns">One vector per column, one value per lot.</param>
    /// <param name="readouts">One vector per readout, one value per lot.</param>
    /// <param name="options">Exactness, permutations and seed; there is no minP.</param>
    /// <param name="progress">Receives the orders done; null for none.</param>
    /// <param name="cancellation">Checked between a few thousand orders.</param>
    /// <returns>Every hypothesis, estimable or not: readout by readout, columns in the order given.</returns>
    /// <exception cref="InvalidParameterException">When vectors differ in length, hold a value that is not finite, or an option is out of range.</exception>
    /// <exception cref="PreconditionException">When there are fewer than two lots.</exception>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static IReadOnlyList<PearsonHypothesis> Run(
        ComputeDevice device, IReadOnlyList<double[]> columns, IReadOnlyList<double[]> readouts, MaxTOptions options, StepProgress? progress = null, CancellationToken cancellation = default)
    {
        int lots = MaxT.RequireLots(columns, readouts);
        double[]?[] x = columns.Select(c => PearsonScores.Of(c)).ToArray(), y = readouts.Select(r => PearsonScores.Of(r)).ToArray();
        PearsonHypothesis[] hypotheses = (from r in Enumerable.Range(0, y.Length)
                                          from c in Enumerable.Range(0, x.Length)
                                          select new PearsonHypothesis { Column = c, Readout = r, R = Pearson.Product(x[c], y[r]) }).ToArray();
        int[] order = [.. Enumerable.Range(0, hypotheses.Length).Where(h => hypotheses[h].Status == EstimateStatus.Estimated).OrderByDescending(h => Math.Abs(hypotheses[h].R))];
        PermutationPlan plan = options.PlanFor(readouts);
        progress ??= StepProgress.None;
        progress.Begin("permutations", order.Length == 0 ? 0 : plan.Permutations);
        if (order.Length > 0)
        {
            var family = new ScoreFamily(
                Array.ConvertAll(order, h => x[hypotheses[h].Column]!), [.. y.Select(v => v ?? new double[lots])], Array.ConvertAll(order, h => hypotheses[h].Readout),
                Array.ConvertAll(order, h => Math.Abs(hypotheses[h].R) - PearsonScores.Resolution));
            PermutationCounts counts = FamilyCounts.Of(order.Length, plan, 0, (first, blocks) => ScorePermutation.Count(device, family, plan, first, blocks, cancellation), progress, cancellation);
            for (int i = 0; i < order.Length; i++)
            {
                ref PearsonHypothesis h = ref hypotheses[order[i]];
                h = h with
                {
                    Count = counts.Raw[i], CountSingleStep = counts.SingleStep[i], CountStepDown = counts.StepDown[i],
                    P = MaxT.Probability(counts.Raw[i], plan), PSingleStep = MaxT.Probability(counts.SingleStep[i], plan), PStepDown = MaxT.Probability(counts.StepDown[i], plan),
                };
            }
        }

        progress.End();
        return hypotheses;
    }
}
