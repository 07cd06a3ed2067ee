using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>The parameters of a test of known states from its message; what is unset takes the command line's default.</summary>
public static class AssociateFields
{
    private static readonly AssociationParameters Defaults = new() { Readouts = [] };

    /// <summary>The parameters of the tests, checked.</summary>
    /// <exception cref="InvalidParameterException">A value is out of its range; names the field.</exception>
    public static AssociationParameters Read(AssociateSpec spec)
    {
        foreach ((string field, IReadOnlyList<string> names) in new (string, IReadOnlyList<string>)[]
            { ("associate.levels", spec.Levels), ("associate.state_columns", spec.StateColumns), ("associate.states", spec.States) })
            Names(field, names);
        if (spec.Values.Length > 0) OneOf("associate.values", spec.Values, "counts", "fractions", "percent");
        return new AssociationParameters
        {
            Readouts = Readouts("associate", spec.Readouts),
            Seed = spec.HasSeed ? spec.Seed : Defaults.Seed,
            Confidence = Share("associate.confidence", spec.HasConfidence ? spec.Confidence : Defaults.Confidence),
            Alpha = Share("associate.alpha", spec.HasAlpha ? spec.Alpha : Defaults.Alpha),
            AliquotIcc = Correlation("associate.aliquot_icc", spec.HasAliquotIcc ? spec.AliquotIcc : Defaults.AliquotIcc),
            ExactLots = Whole("associate.exact_lots", spec.HasExactLots ? spec.ExactLots : Defaults.ExactLots, 0, PermutationPlan.MaximumExactLots),
            ExactOrders = Whole("associate.exact_orders", spec.HasExactOrders ? spec.ExactOrders : Defaults.ExactOrders, 0, PermutationPlan.MaximumExactOrders),
            Block = Names("associate.block", spec.Block),
            Unit = spec.Unit.Trim() is { Length: > 0 } unit ? unit : null,
            Covariates = Names("associate.covariates", spec.Covariates),
            Replicates = Names("associate.replicates", spec.Replicates),
            Permutations = Whole("associate.permutations", spec.HasPermutations ? spec.Permutations : Defaults.Permutations, 999, int.MaxValue),
            Describe = spec.Describe ? true : null,
            Predict = spec.Predict,
            PredictFeatures = OneOf("associate.predict_features", spec.PredictFeatures.Length == 0 ? Defaults.PredictFeatures : spec.PredictFeatures, "fractions", "clr"),
            PredictPermutations = Whole("associate.predict_permutations", spec.HasPredictPermutations ? spec.PredictPermutations : Defaults.PredictPermutations, 99, 1_000_000),
            EffectiveCells = spec.EffectiveCells,
            EffectiveCellsOf = spec.EffectiveCellsOf.Trim() is { Length: > 0 } cellsOf ? (spec.EffectiveCells ? cellsOf : throw new InvalidParameterException("associate.effective_cells_of goes with effective_cells.")) : null,
        };
    }
}
