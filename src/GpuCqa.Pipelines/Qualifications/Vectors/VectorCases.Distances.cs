using System.Text.Json;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddDistances(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["DIST-01"] = input =>
        {
            double[][] x = input.Rows("X"), y = input.Rows("Y");
            return new() { ["E_V"] = PointDistances.Energy(x, y), ["E_U"] = PointDistances.EnergyUnbiased(x, y), ["pooled_median_distance"] = PointDistances.PooledMedian(x, y) };
        };
        cases["DIST-02"] = input =>
        {
            double[][] x = input.Rows("X"), y = input.Rows("Y");
            double sigma = PointDistances.PooledMedian(x, y);
            return new()
            {
                ["sigma_median"] = sigma, ["biased_median"] = PointDistances.Kernel(x, y, sigma, false), ["unbiased_median"] = PointDistances.Kernel(x, y, sigma, true),
                ["biased_s1"] = PointDistances.Kernel(x, y, 1, false), ["unbiased_s1"] = PointDistances.Kernel(x, y, 1, true),
            };
        };
        cases["DIST-03"] = input =>
        {
            double[] u = input.Numbers("u"), v = input.Numbers("v");
            double squared = PointDistances.Wasserstein(u, v, 2);
            return new() { ["W1"] = PointDistances.Wasserstein(u, v, 1), ["W2_squared"] = squared, ["W2"] = Math.Sqrt(squared) };
        };
        cases["DIST-04"] = input =>
        {
            double[] each = [.. input.Rows("directions").Select(d => PointDistances.Sliced(input.Rows("X"), input.Rows("Y"), d))];
            return new() { ["SW2_squared"] = each.Average(), ["per_direction"] = each };
        };
        cases["DIST-05"] = input =>
        {
            (LotPairs pairs, LotLabels labels) = Lots(input);
            LabelTest test = labels.Test(pairs.Between);
            return new() { ["E_V"] = test.Statistic, ["count_ge"] = test.Count, ["n_perm"] = test.Labellings, ["p"] = test.Count / (double)test.Labellings };
        };
        cases["DIST-06"] = input =>
        {
            (LotPairs pairs, LotLabels labels) = Lots(input);
            int[] nearest = NearestLot.Of(pairs);
            LabelTest test = NearestLot.Test(nearest, labels);
            return new() { ["accuracy"] = test.Statistic, ["nearest"] = nearest, ["count_ge"] = test.Count, ["n_perm"] = test.Labellings, ["p"] = test.Count / (double)test.Labellings };
        };
        cases["PERM-01"] = input =>
        {
            LabelTest test = SignFlips.Test(input.Numbers("d"));
            return new() { ["count"] = test.Count, ["n"] = test.Labellings, ["p"] = test.Count / (double)test.Labellings };
        };
        cases["VAR-01"] = input =>
        {
            AssayVariance v = AssayVariance.Of(input.Rows("lots"))!;
            return new()
            {
                ["MSB"] = v.MeanSquareBetween, ["MSW"] = v.MeanSquareWithin, ["F"] = v.F, ["p"] = v.P, ["sigma2_lot"] = v.LotVariance, ["sigma2_rep"] = v.MeanSquareWithin, ["ICC"] = v.IntraclassCorrelation, ["grand_mean"] = v.Mean,
            };
        };
        cases["PSEUDO-01"] = input =>
        {
            double[] logits(string side) => [.. input.Rows(side).Select(r => Math.Log(r[0] / (r[1] - r[0])))];
            MeanDifference difference = MeanDifference.Welch(logits("pre"), logits("post"));
            double t = difference.Estimate / difference.StandardError;
            return new() { ["t"] = t, ["p_lot_level"] = StudentDistribution.TwoSided(t, difference.DegreesOfFreedom) };
        };
    }

    private static (LotPairs Pairs, LotLabels Labels) Lots(JsonElement input)
    {
        double[][] pre = input.Rows("pre"), all = [.. pre, .. input.Rows("post")];
        double[][] distances = [.. all.Select(a => all.Select(b => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum())).ToArray())];
        return (new LotPairs(distances), LotLabels.OfGroups([.. all.Select((_, i) => i >= pre.Length)]));
    }
}
