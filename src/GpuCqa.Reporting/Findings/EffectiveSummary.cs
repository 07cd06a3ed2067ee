using System.Text.Json.Nodes;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The block of summary.json about potency attributed to states.</summary>
internal static class EffectiveSummary
{
    /// <summary>The refusals as summary.json calls them.</summary>
    public static IReadOnlyDictionary<AttributionRefusal, string> Refusals { get; } = new Dictionary<AttributionRefusal, string>
    {
        [AttributionRefusal.TooFewLots] = "too_few_lots", [AttributionRefusal.Dependent] = "dependent_states", [AttributionRefusal.BelowZero] = "values_below_zero", [AttributionRefusal.Constant] = "constant", [AttributionRefusal.Levels] = "levels",
    };

    public static void Add(JsonObject json, IAttributionResult result) => json["effective_cells"] = JsonText.List(result.Effective, e => new JsonObject
    {
        ["sentence"] = EffectiveText.Sentence(result, e).En,
        ["readout"] = e.Readout,
        ["partition"] = StateKeys.Partition(result, e.Partition),
        ["refusal"] = e.Refusal is { } refusal ? Refusals[refusal] : null,
        ["units"] = e.Units,
        ["unknowns"] = e.Unknowns,
        ["fraction"] = JsonText.Number(e.Fraction),
        ["fraction_low"] = JsonText.Number(e.FractionInterval.Low),
        ["fraction_high"] = JsonText.Number(e.FractionInterval.High),
        ["condition_number"] = JsonText.Number(e.Condition),
        ["r_squared"] = JsonText.Number(e.RSquared),
        ["q2"] = JsonText.Number(e.Q2),
        ["exact"] = e.Exact,
        ["resamples"] = e.Resamples,
        ["dropped"] = JsonText.Number(e.Dropped),
    });
}
