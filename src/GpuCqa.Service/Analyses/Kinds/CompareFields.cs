using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>The parameters of a comparison from its message; what is unset takes the command line's default.</summary>
public static class CompareFields
{
    private static readonly CompareParameters Defaults = new() { Change = "", Before = "", After = "" };

    /// <summary>The parameters, checked.</summary>
    /// <exception cref="InvalidParameterException">A value is missing or out of its range; names the field.</exception>
    public static CompareParameters Read(CompareSpec spec) => new()
    {
        Change = Given("compare.change", spec.Change),
        Before = Given("compare.before", spec.Before),
        After = Given("compare.after", spec.After),
        Pair = SpecInputs.Optional(spec.Pair),
        Variance = OneOf("compare.variance", spec.Variance.Length == 0 ? Defaults.Variance : spec.Variance, "welch", "pooled"),
        Alpha = Number("compare.alpha", spec.HasAlpha ? spec.Alpha : Defaults.Alpha, 1e-6, 0.499999),
        RangeDeviations = Above("compare.range_deviations", spec.HasRangeDeviations ? spec.RangeDeviations : Defaults.RangeDeviations, 0),
        MethodShare = Share("compare.method_share", spec.HasMethodShare ? spec.MethodShare : Defaults.MethodShare),
        Drift = Above("compare.drift", spec.HasDrift ? spec.Drift : Defaults.Drift, 0),
        Draws = Whole("compare.draws", spec.HasDraws ? spec.Draws : Defaults.Draws, 99, 10_000_000),
        Directions = Whole("compare.directions", spec.HasDirections ? spec.Directions : Defaults.Directions, 1, 10_000),
        Places = Whole("compare.places", spec.HasPlaces ? spec.Places : Defaults.Places, 2, 10_000),
        Seed = spec.HasSeed ? spec.Seed : Defaults.Seed,
        StateColumn = SpecInputs.Optional(spec.StateColumn),
        Embedding = SpecInputs.Optional(spec.Embedding),
    };

    private static string Given(string field, string value) => value.Trim().Length is > 0 and <= 1000 ? value : throw new InvalidParameterException($"{field} is {(value.Trim().Length == 0 ? "empty" : "longer than 1000 characters")}.");
}
