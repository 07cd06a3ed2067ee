using System.Text.Json;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddCompositions(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["PROP-01"] = input => new() { ["cases"] = input.Rows("cases").Select(c => (object)Proportion((long)c[0], (long)c[1])).ToArray() };
        cases["PROP-02"] = input =>
        {
            long x = input.Integer("x"), n = input.Integer("n");
            double rho = input.Number("rho"), effect = ProportionInterval.DesignEffect(n, rho);
            return new() { ["deff"] = effect, ["n_eff"] = n / effect, ["ci"] = Ends(ProportionInterval.WilsonOverdispersed(x, n, rho)) };
        };
        cases["COMP-01"] = input =>
        {
            double[][] counts = input.Rows("counts");
            double pseudocount = input.Number("pseudocount");
            return new()
            {
                ["proportions"] = Composition.Fractions(counts),
                ["clr"] = Composition.Clr(counts, pseudocount),
                ["alr_ref_last"] = Composition.Alr(counts, counts[0].Length - 1, pseudocount),
                ["ilr_pivot"] = Composition.IlrPivot(counts, pseudocount),
                ["asin_sqrt"] = Composition.ArcSine(counts),
                ["logit_plus_half"] = Composition.Logit(counts),
                ["aitchison_distance"] = Composition.AitchisonDistances(counts, pseudocount),
            };
        };
        cases["COMP-02"] = input => new() { ["logpmf"] = BetaBinomial.LogProbability(Whole(input, "x"), input.Numbers("alpha")) };
        cases["COMP-03"] = input =>
        {
            long n = input.Integer("n");
            double a = input.Number("a"), b = input.Number("b");
            return new()
            {
                ["logpmf"] = BetaBinomial.LogProbability(input.Integer("x"), n, a, b),
                ["mean"] = BetaBinomial.Mean(n, a, b),
                ["rho"] = BetaBinomial.Correlation(a, b),
                ["var"] = BetaBinomial.Variance(n, a, b),
            };
        };
        cases["COMP-04"] = Spread;
        cases["COMP-05"] = input =>
        {
            PearsonSpread test = Overdispersion.Pearson(Whole(input, "x"), Whole(input, "n"));
            return new() { ["X2"] = test.Statistic, ["df"] = test.DegreesOfFreedom, ["phi"] = test.Factor, ["p"] = test.P };
        };
        cases["COMP-06"] = Trap;
        cases["PROP-T-01"] = input => Moderated(input, Composition.Logit(input.Rows("counts")));
        cases["PROP-T-02"] = input => Moderated(input, Composition.ArcSine(input.Rows("counts")));
    }

    private static Dictionary<string, object?> Proportion(long x, long n) => new()
    {
        ["x"] = x,
        ["n"] = n,
        ["wilson"] = Ends(ProportionInterval.Wilson(x, n)),
        ["clopper_pearson"] = Ends(ProportionInterval.ClopperPearson(x, n)),
        ["jeffreys"] = Ends(ProportionInterval.Jeffreys(x, n)),
        ["upper95_one_sided_exact"] = ProportionInterval.UpperBound(x, n),
        ["rule_of_three"] = ProportionInterval.RuleOfThree(x, n),
    };

    private static Dictionary<string, object?> Spread(JsonElement input)
    {
        long[] x = Whole(input, "x"), n = Whole(input, "n");
        BetaBinomialFit fit = BetaBinomialFit.Of(x, n);
        AnovaSpread anova = Overdispersion.Anova(x, n);
        return new()
        {
            ["mle"] = new Dictionary<string, object?> { ["mu"] = fit.Share, ["M"] = fit.Precision, ["rho"] = fit.Correlation, ["loglik"] = fit.LogLikelihood },
            ["anova"] = new Dictionary<string, object?>
            {
                ["p_pooled"] = anova.PooledShare, ["MSB"] = anova.BetweenLots, ["MSW"] = anova.WithinLots, ["n0"] = anova.EffectiveCells, ["icc"] = anova.Correlation,
            },
        };
    }

    private static Dictionary<string, object?> Trap(JsonElement input)
    {
        double[] inCluster = input.Numbers("cluster_cells"), potency = input.Numbers("potency");
        double[][] counts = inCluster.Zip(input.Numbers("total_cells"), (c, total) => new[] { c, total - c }).ToArray();
        double[] fraction = Composition.Fractions(counts).Select(r => r[0]).ToArray(), share = Composition.LotShares(counts).Select(r => r[0]).ToArray();
        return new()
        {
            ["p_cluster_given_lot"] = fraction,
            ["p_lot_given_cluster"] = share,
            ["rho_cluster_given_lot"] = Spearman.Correlation(fraction, potency),
            ["rho_lot_given_cluster"] = Spearman.Correlation(share, potency),
        };
    }

    private static Dictionary<string, object?> Moderated(JsonElement input, double[][] values)
    {
        ModeratedT test = ModeratedT.Between(values, input.Numbers("group").Select(g => g == 1).ToArray());
        return new()
        {
            ["coef"] = test.Coefficients,
            ["s2"] = test.Variances,
            ["df_residual"] = test.ResidualFreedom,
            ["df_prior"] = test.PriorFreedom,
            ["s2_prior"] = test.PriorVariance,
            ["s2_post"] = test.PosteriorVariances,
            ["df_total"] = test.TotalFreedom,
            ["t"] = test.T,
            ["p"] = test.P,
        };
    }

    private static long[] Whole(JsonElement input, string name) => input.Numbers(name).Select(v => (long)v).ToArray();
}
