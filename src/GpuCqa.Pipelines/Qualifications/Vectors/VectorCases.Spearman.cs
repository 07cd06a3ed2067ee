using System.Text.Json;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddSpearman(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        for (int i = 1; i <= 7; i++) cases[$"SPEAR-0{i}"] = Pair;
        cases["SPEAR-08"] = LowerTail;
        cases["SPEAR-09"] = CriticalValues;
        cases["RNG-01"] = input =>
        {
            var generator = new SplitMix64(input.GetProperty("seed").GetUInt64());
            return new() { ["first5_uint64_as_string"] = Enumerable.Range(0, 5).Select(_ => (object)generator.NextUInt64().ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray() };
        };
    }

    private static Dictionary<string, object?> Pair(JsonElement input)
    {
        double[] x = input.Numbers("x"), y = input.Numbers("y");
        SpearmanTest test = Spearman.Test(x, y);
        double[] midranksX = Midranks.Doubled(x).Select(r => r / 2.0).ToArray(), midranksY = Midranks.Doubled(y).Select(r => r / 2.0).ToArray();
        return new()
        {
            ["n"] = test.Lots,
            ["rho"] = test.Rho,
            ["count_total"] = test.Orders,
            ["count_ge"] = test.CountAtLeast,
            ["count_le"] = test.CountAtMost,
            ["count_abs"] = test.CountAsExtreme,
            ["p_greater"] = test.P(PermutationAlternative.Greater),
            ["p_less"] = test.P(PermutationAlternative.Less),
            ["p_two_sided_abs"] = test.P(),
            ["p_two_sided_double"] = test.P(PermutationAlternative.TwoSidedDoubled),
            ["p_two_sided_t_approx"] = Spearman.ApproximateP(test.Rho, test.Lots),
            ["S_sum_d2"] = midranksX.Zip(midranksY, (a, b) => (a - b) * (a - b)).Sum(),
            ["midranks_x"] = midranksX,
            ["midranks_y"] = midranksY,
        };
    }

    // S = sum d^2 of plain ranks; the covariance of centred doubled ranks is n(n^2-1)/3 - 2S.
    private static Dictionary<string, object?> LowerTail(JsonElement input)
    {
        int n = input.Integer("n");
        SpearmanNull distribution = Untied(n);
        long covariance = (long)n * (n * n - 1) / 3 - 2 * input.Integer("S");
        return new() { ["p_lower"] = distribution.CountAtLeast(covariance) / (double)distribution.Orders };
    }

    private static Dictionary<string, object?> CriticalValues(JsonElement input)
    {
        int from = input.GetProperty("n_range")[0].GetInt32(), to = input.GetProperty("n_range")[1].GetInt32();
        var table = new List<object?>();
        for (int n = from; n <= to; n++)
        {
            SpearmanNull distribution = Untied(n);
            double orders = distribution.Orders;
            long largest = (long)n * (n * n - 1) / 3;
            var row = new Dictionary<string, object?>
            {
                ["n"] = n,
                ["min_p_one_sided"] = distribution.CountAtLeast(largest) / orders,
                ["min_p_two_sided"] = distribution.CountAsExtreme(largest) / orders,
            };
            Critical("one_sided_0.05", 0.05, distribution.CountAtLeast);
            Critical("two_sided_0.05", 0.05, distribution.CountAsExtreme);
            Critical("two_sided_0.01", 0.01, distribution.CountAsExtreme);
            Critical("two_sided_0.05_div_6", 0.05 / 6, distribution.CountAsExtreme);
            Critical("two_sided_0.05_div_30", 0.05 / 30, distribution.CountAsExtreme);
            table.Add(row);

            void Critical(string name, double alpha, Func<long, long> count)
            {
                long[] reached = distribution.Atoms.Select(a => a.Covariance).Where(c => c > 0 && count(c) / orders <= alpha).ToArray();
                row[$"rho_crit_{name}"] = reached.Length > 0 ? reached.Min() / (double)largest : double.NaN;
                row[$"rho_crit_{name}_attained_p"] = reached.Length > 0 ? count(reached.Min()) / orders : double.NaN;
            }
        }

        return new() { ["table"] = table };
    }

    private static SpearmanNull Untied(int n)
    {
        int[] ranks = Midranks.Centered(Enumerable.Range(1, n).Select(i => (double)i).ToArray());
        return SpearmanNull.Of(ranks, ranks);
    }
}
