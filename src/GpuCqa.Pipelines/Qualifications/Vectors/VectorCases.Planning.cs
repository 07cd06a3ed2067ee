using System.Text.Json;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddPlanning(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["TOST-05"] = _ => Table(Expected("TOST-05"), row => new()
        {
            ["n_pairs"] = row.Integer("n_pairs"),
            ["theta_over_sd"] = row.Number("theta_over_sd"),
            ["delta_over_sd"] = row.Number("delta_over_sd"),
            ["sd_diff_over_sd"] = row.Number("sd_diff_over_sd"),
            ["power"] = EquivalencePower.Paired(row.Integer("n_pairs"), row.Number("theta_over_sd"), row.Number("delta_over_sd"), row.Number("sd_diff_over_sd")),
        });
        cases["TOST-06"] = _ => Table(Expected("TOST-06"), row => new()
        {
            ["n_ref"] = row.Integer("n_ref"),
            ["n_test"] = row.Integer("n_test"),
            ["theta_over_sd"] = row.Number("theta_over_sd"),
            ["delta_over_sd"] = row.Number("delta_over_sd"),
            ["power"] = EquivalencePower.TwoGroups(row.Integer("n_ref"), row.Integer("n_test"), row.Number("theta_over_sd"), row.Number("delta_over_sd"), 1),
        });
        cases["TOST-07"] = input => Table(Expected("TOST-07"), row =>
        {
            double half = WelchReach.SmallestHalfWidth(row.Integer("n_ref"), row.Integer("n_test"), input.Number("alpha"));
            return new() { ["n_ref"] = row.Integer("n_ref"), ["n_test"] = row.Integer("n_test"), ["min_halfwidth_in_s_ref"] = half, ["can_pass"] = half < input.Number("multiplier") };
        });
        cases["TOL-02"] = input =>
        {
            double[] reference = input.Numbers("ref"), test = input.Numbers("test");
            SpecifiedLot[] lots = [.. reference.Select((v, i) => new SpecifiedLot("a", $"L{i}", null, v))];
            AttributeLimits a = SpecificationLimits.Of(new SpecificationParameters { Both = ["a"], NextLots = test.Length }, lots, []).Attributes[0];
            double[] two = [a.Mean - (2 * a.Deviation), a.Mean + (2 * a.Deviation)];
            return new()
            {
                ["mean"] = a.Mean, ["sd"] = a.Deviation, ["qr2"] = two, ["qr3"] = Ends(a.ThreeDeviations), ["ti9595"] = Ends(a.Tolerance), ["pi5"] = Ends(a.Prediction),
                ["n_in_qr2"] = test.Count(t => t >= two[0] && t <= two[1]), ["n_in_qr3"] = test.Count(t => t >= a.ThreeDeviations.Low && t <= a.ThreeDeviations.High),
                ["minmax"] = Ends(a.Observed), ["sd_upper95_confidence"] = a.DeviationInterval.High, ["sd_lower95"] = a.DeviationInterval.Low,
            };
        };
        cases["TOL-01"] = _ => Table(Expected("TOL-01"), row =>
        {
            int n = row.Integer("n");
            double content = row.Number("P"), confidence = row.Number("conf");
            return new()
            {
                ["n"] = n, ["P"] = content, ["conf"] = confidence,
                ["k_one_sided"] = ToleranceFactor.OneSided(n, content, confidence),
                ["k_two_sided_exact"] = ToleranceFactor.TwoSided(n, content, confidence),
                ["k_two_sided_howe"] = ToleranceFactor.Howe(n, content, confidence),
            };
        });
    }

    private static JsonElement Expected(string id) => VectorFile.Vectors[id].GetProperty("expected");

    // Vectors of a table name each row's inputs beside its outputs.
    private static Dictionary<string, object?> Table(JsonElement expected, Func<JsonElement, Dictionary<string, object?>> row) =>
        new() { ["table"] = expected.GetProperty("table").EnumerateArray().Select(row).ToList() };
}
