using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>The parameters of a test of known states from its message; what is unset takes the command line's default.</summary>
public static class AssociateFields
{
    private const int MostReadouts = 100;

    private static readonly AssociationParameters Defaults = new() { Readouts = [] };

    /// <summary>The parameters of the tests, checked.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range; names the field.</exception>
    public static AssociationParameters Read(AssociateSpec spec)
    {
        foreach ((string field, IReadOnlyList<string> names) in new (string, IReadOnlyList<string>)[]
            { ("associate.readouts", spec.Readouts), ("associate.levels", spec.Levels), ("associate.state_columns", spec.StateColumns), ("associate.states", spec.States) })
            Names(field, names);
        if (spec.Readouts.Count is 0 or > MostReadouts) throw new InvalidParameterException($"associate.readouts has {spec.Readouts.Count} entries; expected 1 to {MostReadouts}.");
        if (spec.Readouts.Distinct(StringComparer.Ordinal).Count() != spec.Readouts.Count) throw new InvalidParameterException("associate.readouts names a column twice.");
        if (spec.Values.Length > 0) OneOf("associate.values", spec.Values, "counts", "fractions", "percent");
        double icc = Number("associate.aliquot_icc", spec.HasAliquotIcc ? spec.AliquotIcc : Defaults.AliquotIcc, 0);
        if (icc >= 1) throw new InvalidParameterException($"associate.aliquot_icc is {icc}; expected a correlation in [0, 1).");
        return new AssociationParameters
        {
            Readouts = [.. spec.Readouts],
            Seed = spec.HasSeed ? spec.Seed : Defaults.Seed,
            Confidence = Share("associate.confidence", spec.HasConfidence ? spec.Confidence : Defaults.Confidence),
            Alpha = Share("associate.alpha", spec.HasAlpha ? spec.Alpha : Defaults.Alpha),
            AliquotIcc = icc,
            ExactLots = Whole("associate.exact_lots", spec.HasExactLots ? spec.ExactLots : Defaults.ExactLots, 0, PermutationPlan.MaximumExactLots),
            ExactOrders = Whole("associate.exact_orders", spec.HasExactOrders ? spec.ExactOrders : Defaults.ExactOrders, 0, PermutationPlan.MaximumExactOrders),
            Permutations = Whole("associate.permutations", spec.HasPermutations ? spec.Permutations : Defaults.Permutations, 999, int.MaxValue),
        };
    }
}
