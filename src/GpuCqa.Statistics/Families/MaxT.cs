using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Westfall and Young's permutation test of a family: every fraction against every readout, lots permuted jointly.</summary>
/// <remarks>
/// The statistic is |Spearman's rho|. All hypotheses see the same order of the lots, so that their dependence (closure of fractions, nested
/// resolutions, correlated readouts) is kept. With blocks or covariates (<see cref="MaxTOptions.BlockOf"/>) the statistic is the partial correlation and only orders within blocks are taken. Where the design allows (<see cref="MaxTOptions.PlanFor"/>) every distinct order is evaluated and
/// p = count / orders, which is count / n! over all of them; elsewhere, p = (count + 1) / (drawn + 1). All comparisons are of whole numbers; neither threads nor device change a count. Westfall and Young,
/// Resampling-Based Multiple Testing (1993), algorithms 2.5 and 2.8.
/// </remarks>
public static class MaxT
{
    /// <summary>Tests the family.</summary>
    /// <param name="device">Counts the orders.</param>
    /// <param name="fractions">One vector per cluster, p(cluster | lot) per lot: all clusters of all resolutions that were looked at.</param>
    /// <param name="readouts">One vector per readout, one value per lot.</param>
    /// <param name="options">Exactness, permutations and seed.</param>
    /// <param name="progress">Receives the orders done; null for none.</param>
    /// <param name="cancellation">Checked between blocks of orders.</param>
    /// <exception cref="InvalidParameterException">When vectors differ in length, hold a value that is not a number, or an option is out of range.</exception>
    /// <exception cref="PreconditionException">When there are fewer than two lots.</exception>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    /// <remarks>minP is not computed with blocks or covariates.</remarks>
    public static MaxTResult Run(
        ComputeDevice device, IReadOnlyList<double[]> fractions, IReadOnlyList<double[]> readouts, MaxTOptions options,
        StepProgress? progress = null, CancellationToken cancellation = default)
    {
        int lots = RequireLots(fractions, readouts);
        if (!options.IsFree) return RestrictedMaxT.Run(device, fractions, readouts, options, progress ?? StepProgress.None, cancellation);
        int[][] x = fractions.Select(f => Midranks.Centered(f)).ToArray(), y = readouts.Select(r => Midranks.Centered(r)).ToArray();
        RankCorrelation[] correlations = [.. from r in y from f in x select RankCorrelation.Of(f, r)];
        MaxTHypothesis[] hypotheses = [.. correlations.Select((c, h) => new MaxTHypothesis { Fraction = h % x.Length, Readout = h / x.Length, Rho = c.Rho })];
        int[] members = Enumerable.Range(0, hypotheses.Length).Where(h => hypotheses[h].Status == EstimateStatus.Estimated).ToArray();
        PermutationPlan plan = options.PlanFor(readouts);
        bool minP = options.MinP && lots <= SpearmanNull.MaximumLots;
        progress ??= StepProgress.None;
        progress.Begin("permutations", members.Length == 0 ? 0 : plan.Permutations * (minP ? 2 : 1));
        if (members.Length > 0)
        {
            RankCorrelation[] observed = Array.ConvertAll(members, h => correlations[h]);
            int[][] ranks = Array.ConvertAll(members, h => x[hypotheses[h].Fraction]);
            int[] readoutOf = Array.ConvertAll(members, h => hypotheses[h].Readout);
            (int[] order, PermutationFamily family) = FamilyScale.ByCorrelation(observed, ranks, y, readoutOf);
            PermutationCounts counts = Count(device, family, plan, 0, progress, cancellation);
            for (int i = 0; i < order.Length; i++) hypotheses[members[order[i]]] = hypotheses[members[order[i]]].Counted(counts, i, plan);

            if (minP)
            {
                (order, family) = FamilyScale.ByP(observed, ranks, y, readoutOf);
                counts = Count(device, family, plan, plan.Permutations, progress, cancellation);
                for (int i = 0; i < order.Length; i++)
                {
                    ref MaxTHypothesis h = ref hypotheses[members[order[i]]];
                    h = h with { PMinP = Probability(counts.SingleStep[i], plan), PMinPStepDown = Probability(counts.StepDown[i], plan) };
                }
            }
        }

        progress.End();
        return new MaxTResult(hypotheses, x.Length, lots, plan.IsExact, plan.Permutations, plan.Seed);
    }

    private static PermutationCounts Count(ComputeDevice device, PermutationFamily family, PermutationPlan plan, long done, StepProgress progress, CancellationToken cancellation) =>
        FamilyCounts.Of(family.Hypotheses, plan, done, (first, blocks) => device.PermutationMaxT(family, plan, first, blocks), progress, cancellation);

    // The observed order is among all orders; among drawn ones it is added (Phipson and Smyth 2010).
    internal static double Probability(long count, PermutationPlan plan) =>
        plan.IsExact ? (double)count / plan.Permutations : (count + 1.0) / (plan.Permutations + 1.0);

    internal static int RequireLots(IReadOnlyList<double[]> fractions, IReadOnlyList<double[]> readouts)
    {
        if (readouts.Count == 0) throw new InvalidParameterException("A family needs at least one readout; found none.");
        int lots = readouts[0].Length;
        if (lots < 2) throw new PreconditionException($"Lots are what is permuted, and {lots} cannot be; at least 2 are needed, 4 for any use.");
        foreach (double[] vector in fractions.Concat(readouts))
        {
            if (vector.Length != lots) throw new InvalidParameterException($"Every fraction and readout needs one value per lot; found {vector.Length} and {lots}.");
        }

        return lots;
    }
}
