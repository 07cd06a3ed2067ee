using GpuCqa.Compute;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Westfall and Young's permutation test of a family over the admissible orders of a design alone: within blocks, adjusted for covariates.</summary>
/// <remarks>
/// The statistic is the size of Spearman's partial correlation given the blocks (<see cref="PartialRanks"/>), of units permuted jointly within their blocks. Where the design allows
/// (<see cref="MaxTOptions.PlanFor"/>) every distinct admissible order is evaluated and p = count / orders; elsewhere orders are drawn and p = (count + 1) / (drawn + 1). Residuals are no whole
/// numbers: an order is as extreme when |r*| >= |r| - <see cref="PearsonScores.Resolution"/>, which keeps equal sums together whatever their rounding. With covariates the residuals of the readout
/// are permuted and adjusted anew in every order (Freedman and Lane, J. Bus. Econ. Stat. 1, 1983), which is approximate: residuals are not exchangeable, only nearly so. Counted on the host.
/// </remarks>
internal static class RestrictedMaxT
{
    public static MaxTResult Run(ComputeDevice device, IReadOnlyList<double[]> fractions, IReadOnlyList<double[]> readouts, MaxTOptions options, StepProgress progress, CancellationToken cancellation)
    {
        int units = readouts[0].Length;
        ExchangeBlocks blocks = ExchangeBlocks.Of(options.BlockOf, units);
        PartialRanks ranks = blocks.Ranks(options.Covariates);
        double[]?[] x = [.. fractions.Select(f => ranks.Scores(blocks.Sorted(f)))], y = [.. readouts.Select(r => ranks.Scores(blocks.Sorted(r)))];
        double[] observed = [.. from r in y from f in x select PartialRanks.Rounded(Pearson.Product(f, r))];
        MaxTHypothesis[] hypotheses = [.. observed.Select((rho, h) => new MaxTHypothesis { Fraction = h % Math.Max(1, x.Length), Readout = h / Math.Max(1, x.Length), Rho = rho })];
        int[] order = [.. Enumerable.Range(0, hypotheses.Length).Where(h => !double.IsNaN(observed[h])).OrderByDescending(h => Math.Abs(observed[h]))];
        PermutationPlan plan = options.PlanFor(readouts);
        progress.Begin("permutations", order.Length == 0 ? 0 : plan.Permutations);
        if (order.Length > 0)
        {
            var family = new ScoreFamily(
                Array.ConvertAll(order, h => x[hypotheses[h].Fraction]!), [.. y.Select(v => v ?? new double[units])], Array.ConvertAll(order, h => hypotheses[h].Readout),
                Array.ConvertAll(order, h => Math.Abs(observed[h]) - PearsonScores.Resolution))
            { Adjusted = [.. ranks.Directions] };
            PermutationCounts counts = FamilyCounts.Of(order.Length, plan, 0, (first, blocks) => ScorePermutation.Count(device, family, plan, first, blocks, cancellation), progress, cancellation);
            for (int i = 0; i < order.Length; i++) hypotheses[order[i]] = hypotheses[order[i]].Counted(counts, i, plan);
        }

        progress.End();
        return new MaxTResult(hypotheses, x.Length, units, plan.IsExact, plan.Permutations, plan.Seed);
    }
}
