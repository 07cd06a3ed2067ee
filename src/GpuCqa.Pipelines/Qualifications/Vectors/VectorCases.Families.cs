using System.Text.Json;
using GpuCqa.Compute;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddFamilies(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["MULT-01"] = input =>
        {
            double[] p = input.Numbers("p");
            return new()
            {
                ["bonferroni"] = MultipleTesting.Bonferroni(p),
                ["holm"] = MultipleTesting.Holm(p),
                ["bh"] = MultipleTesting.BenjaminiHochberg(p),
                ["by"] = MultipleTesting.BenjaminiYekutieli(p),
            };
        };
        cases["MULT-02"] = input => Family(input, "fractions");
        cases["MULT-03"] = input => Family(input, "fractions");
        cases["MULT-04"] = input => Family(input, "fractions");
        cases["MULT-05"] = input => Family(input, "fractions_by_cluster");
    }

    private static Dictionary<string, object?> Family(JsonElement input, string fractions)
    {
        using var device = new CpuDevice(2);
        MaxTResult result = MaxT.Run(device, input.Rows(fractions), [input.Numbers("potency")], new MaxTOptions { MinP = input.GetProperty(fractions)[0].GetArrayLength() < 9 });
        return new()
        {
            ["rho"] = result.Hypotheses.Select(h => h.Rho).ToArray(),
            ["p_raw"] = result.Hypotheses.Select(h => h.P).ToArray(),
            ["p_maxT_single_step"] = result.Hypotheses.Select(h => h.PSingleStep).ToArray(),
            ["p_maxT_step_down"] = result.Hypotheses.Select(h => h.PStepDown).ToArray(),
            ["p_minP_single_step"] = result.Hypotheses.Select(h => h.PMinP).ToArray(),
            ["count_raw_abs"] = result.Hypotheses.Select(h => h.Count).ToArray(),
            ["count_single_step"] = result.Hypotheses.Select(h => h.CountSingleStep).ToArray(),
            ["n_perm"] = result.Orders,
        };
    }
}
