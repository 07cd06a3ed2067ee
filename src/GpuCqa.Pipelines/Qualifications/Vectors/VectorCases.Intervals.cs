using System.Text.Json;
using GpuCqa.Compute;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddIntervals(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["CI-01"] = input =>
        {
            double[] x = input.Numbers("x");
            double rho = Spearman.Correlation(x, input.Numbers("y"));
            return new() { ["rho"] = rho, ["ci"] = Ends(SpearmanInterval.BonettWright(rho, x.Length, input.Number("conf"))), ["se_r"] = SpearmanInterval.StandardError(rho, x.Length) };
        };
        cases["CI-02"] = input =>
        {
            double[] x = input.Numbers("x");
            double rho = Spearman.Correlation(x, input.Numbers("y")), confidence = input.Number("conf");
            return new()
            {
                ["bonett_wright"] = Ends(SpearmanInterval.BonettWright(rho, x.Length, confidence)),
                ["fieller"] = Ends(SpearmanInterval.Fieller(rho, x.Length, confidence)),
                ["fisher"] = Ends(SpearmanInterval.Fisher(rho, x.Length, confidence)),
            };
        };
        cases["CI-03"] = input => new() { ["ci"] = Ends(SpearmanInterval.BonettWright(input.Number("rho"), input.Integer("n"), input.Number("conf"))) };
        cases["CI-04"] = Seeded;
        cases["CI-05"] = Ideal;
        cases["CI-06"] = Ideal;
    }

    private static Dictionary<string, object?> Seeded(JsonElement input)
    {
        double[] x = input.Numbers("x");
        int resamples = input.Integer("B");
        ulong seed = input.GetProperty("seed").GetUInt64();
        BootstrapResult result = SeededBootstrap.Run(x, input.Numbers("y"), resamples, seed, input.Number("conf"));
        Dictionary<string, object?> fields = Fields(result);
        fields["B_used"] = result.Resamples;
        fields["dropped"] = resamples - result.Resamples;
        fields["frac_less_mid"] = result.Middle;
        fields["mean_boot"] = result.Mean;
        fields["sd_boot"] = result.StandardDeviation;
        var generator = new SplitMix64(seed);
        fields["first_two_resamples_indices"] = Enumerable.Range(0, 2).Select(_ => (object)x.Select(_ => (int)(generator.NextDouble() * x.Length)).ToArray()).ToArray();
        return fields;
    }

    private static Dictionary<string, object?> Ideal(JsonElement input)
    {
        using var device = new CpuDevice(2);
        return Fields(IdealBootstrap.Run(device, [input.Numbers("x")], [input.Numbers("y")], input.Number("conf"))[0][0]);
    }

    private static Dictionary<string, object?> Fields(BootstrapResult result) => new()
    {
        ["rho"] = result.Rho,
        ["n_multisets"] = result.Resamples,
        ["dropped_probability"] = result.Dropped,
        ["mean"] = result.Mean,
        ["sd"] = result.StandardDeviation,
        ["p_mid"] = result.Middle,
        ["z0"] = result.BiasCorrection,
        ["a"] = result.Acceleration,
        ["alpha1"] = result.LowLevel,
        ["alpha2"] = result.HighLevel,
        ["ci_percentile"] = Ends(result.Percentile),
        ["ci_bca"] = Ends(result.Bca),
    };

    private static double[] Ends(Interval interval) => [interval.Low, interval.High];
}
