using System.Text.Json;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddEquivalence(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["TOST-01"] = input =>
        {
            double margin = input.Number("delta");
            return Fields(new EquivalenceTest(MeanDifference.Paired(input.Numbers("d")), -margin, margin, input.Number("alpha")));
        };
        cases["TOST-02"] = input => TwoGroups(input, MeanDifference.Welch);
        cases["TOST-03"] = input => TwoGroups(input, MeanDifference.Pooled);
        cases["TOST-04"] = input =>
        {
            double margin = input.Number("margin_log");
            var test = new EquivalenceTest(MeanDifference.Welch([.. input.Numbers("pre").Select(v => Math.Log(v))], [.. input.Numbers("post").Select(v => Math.Log(v))]), -margin, margin, 0.05);
            Dictionary<string, object?> fields = Fields(test);
            fields["ratio"] = Math.Exp(test.Difference.Estimate);
            fields["ratio_ci90"] = new[] { Math.Exp(test.Interval.Low), Math.Exp(test.Interval.High) };
            return fields;
        };
        cases["TOSTC-01"] = input =>
        {
            EquivalenceTest[] tests = CompositionEquivalence.Test(input.Rows("counts"), [.. input.Numbers("group").Select(g => g == 1)], 1.5, pseudocount: input.Number("pseudocount"));
            return new()
            {
                ["per_cluster"] = tests.Select(t =>
                {
                    Dictionary<string, object?> fields = Fields(t);
                    fields["margin"] = t.High;
                    return fields;
                }).ToArray(),
                ["all_equivalent"] = tests.All(t => t.Verdict == AttributeVerdict.Equivalent),
            };
        };
        cases["BAYES-01"] = input =>
        {
            MeanDifference difference = MeanDifference.Pooled(input.Numbers("pre"), input.Numbers("post"));
            double margin = input.Number("delta");
            return new() { ["dm"] = difference.Estimate, ["se"] = difference.StandardError, ["df"] = difference.DegreesOfFreedom, ["prob"] = LotPosterior.Within(difference, -margin, margin) };
        };
        cases["BAYES-02"] = input => new() { ["prob"] = LotPosterior.NextLot(input.Numbers("post"), input.Number("lo"), input.Number("hi")) };
        cases["Q5E-01"] = input => new()
        {
            ["results"] = input.GetProperty("cases").EnumerateArray().Select(c =>
            {
                Stage stage = DecisionFlow.RollUp([.. c.EnumerateArray().Select(Judgement)]);
                return new Dictionary<string, object?> { ["stage"] = DecisionFlow.NameOf(stage), ["next"] = DecisionFlow.Next(stage) };
            }).ToArray(),
        };
        cases["Q5E-02"] = input =>
        {
            double[][] rows = input.Rows("cases");
            return new()
            {
                ["verdicts"] = rows.Select(r => DecisionFlow.NameOf(EquivalenceTest.Judge(r[0], r[1], -r[2], r[2]))).ToArray(),
                ["stat_diff"] = rows.Select(r => r[0] > 0 || r[1] < 0).ToArray(),
            };
        };
    }

    private static Dictionary<string, object?> TwoGroups(JsonElement input, Func<IReadOnlyList<double>, IReadOnlyList<double>, MeanDifference> form)
    {
        double[] pre = input.Numbers("pre");
        double sd = new QualityRange(pre, 1).StandardDeviation, margin = input.Number("multiplier") * sd;
        Dictionary<string, object?> fields = Fields(new EquivalenceTest(form(pre, input.Numbers("post")), -margin, margin, input.Number("alpha")));
        fields["sigma_ref"] = sd;
        fields["EAC"] = margin;
        return fields;
    }

    private static Dictionary<string, object?> Fields(EquivalenceTest t) => new()
    {
        ["mean_diff"] = t.Difference.Estimate, ["se"] = t.Difference.StandardError, ["df"] = t.Difference.DegreesOfFreedom, ["t_lower"] = t.TLower, ["t_upper"] = t.TUpper,
        ["p_lower"] = t.PLower, ["p_upper"] = t.PUpper, ["p_tost"] = t.P, ["ci_lo"] = t.Interval.Low, ["ci_hi"] = t.Interval.High, ["equivalent"] = t.Verdict == AttributeVerdict.Equivalent,
    };

    private static AttributeJudgement Judgement(JsonElement a)
    {
        AttributeVerdict verdict = Enum.GetValues<AttributeVerdict>().First(v => DecisionFlow.NameOf(v) == a.GetProperty("result").GetString());
        Criticality critical = a.GetProperty("critical").GetBoolean() ? Criticality.Critical : Criticality.NotCritical;
        return new AttributeJudgement(a.GetProperty("name").GetString()!, critical, verdict, a.GetProperty("method_ok").GetBoolean(), a.GetProperty("clinical_link_known").GetBoolean());
    }
}
