using System.Text.Json;
using GpuCqa.Statistics;

namespace GpuCqa.Statistics.Tests;

public static partial class VectorCases
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
