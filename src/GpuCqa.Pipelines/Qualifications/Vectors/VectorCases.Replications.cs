using System.Text.Json;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddReplications(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["COMB-01"] = input =>
        {
            double[] p = input.Numbers("p");
            (double chiSquare, _, double fisher) = CombinedP.Fisher(p);
            (double z, double stouffer) = CombinedP.Stouffer(p, Array.ConvertAll(input.Numbers("n"), n => (int)n));
            return new() { ["fisher_X2"] = chiSquare, ["fisher_p"] = fisher, ["stouffer_Z"] = z, ["stouffer_p"] = stouffer };
        };
        cases["COMB-02"] = input =>
        {
            StratifiedRho test = Stratified.Test([.. input.GetProperty("sets").EnumerateArray().Select((s, i) => new StratifiedSet($"S{i}", s.Numbers("x"), s.Numbers("y")))], 1);
            return new()
            {
                ["rho_per_set"] = test.Rho,
                ["weights"] = test.Weights,
                ["combined_rho"] = test.Combined,
                ["count_ge"] = (long)test.CountAsExtreme,
                ["n_perm"] = (long)test.Orders,
                ["p_one_sided"] = test.P,
            };
        };
        cases["COMB-03"] = input =>
        {
            MetaAnalysis meta = MetaAnalysis.Of(input.Numbers("rho"), Array.ConvertAll(input.Numbers("n"), n => (int)n))!;
            return new() { ["z"] = meta.Z, ["v"] = meta.Variances, ["fixed_rho"] = meta.FixedRho, ["fixed_ci"] = Ends(meta.FixedInterval), ["Q"] = meta.Q, ["I2"] = meta.I2, ["tau2"] = meta.Tau2 };
        };
        cases["ENR-01"] = input =>
        {
            int marked = (int)input.Integer("K"), drawn = (int)input.Integer("n"), all = (int)input.Integer("N"), count = (int)input.Integer("k");
            bool[] chosen = [.. Enumerable.Range(0, all).Select(g => g < count || (g >= marked && g < marked + drawn - count))];
            OverRepresentation test = OverRepresentation.Of([.. Enumerable.Range(0, marked)], chosen, drawn);
            return new() { ["p"] = test.P, ["expected"] = test.Expected, ["fold"] = test.Fold };
        };
        cases["MARK-01"] = cases["MARK-02"] = input =>
        {
            LotRankSum test = RankSum.Test(input.Numbers("a"), input.Numbers("b"));
            return new() { ["U"] = test.U, ["count_le"] = (long)test.CountAtMost, ["n_perm"] = (long)test.Divisions, ["p_less"] = test.PLess, ["p_two_sided"] = test.PTwoSided };
        };
        cases["MARK-03"] = input =>
        {
            double[] values = [.. input.Numbers("counts").Zip(input.Numbers("totals"), (c, t) => MarkerThreshold.Normalized(c, t, 1e4))];
            var marker = new MarkerThreshold("gene", "gene", input.Number("threshold"), "given");
            int high = values.Count(marker.IsHigh);
            return new() { ["lognorm"] = values, ["n_high"] = high, ["wilson"] = Ends(ProportionInterval.Wilson(high, values.Length)) };
        };
    }
}
