using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Predicts the readouts of a family of tests from the states of the lots.</summary>
public static class LotPredictions
{
    /// <summary>Refuses what cannot be predicted, before anything is computed.</summary>
    /// <param name="names">Names of the lots.</param>
    /// <param name="donors">Donor of each, or null.</param>
    /// <param name="parameters">What was asked for.</param>
    /// <exception cref="InvalidParameterException">Lots do not change places freely.</exception>
    /// <exception cref="PreconditionException">There are too few lots or donors.</exception>
    public static void Check(IReadOnlyList<string> names, IReadOnlyList<string?> donors, AssociationParameters parameters)
    {
        if ((parameters.Predict || parameters.EffectiveCells) && (parameters.Block.Count > 0 || parameters.Unit is not null || parameters.Covariates.Count > 0))
            throw new InvalidParameterException($"{(parameters.Predict ? "--predict" : "--effective-cells")} takes lots (whole donors where some have several) to change places freely; --block, --unit and --covariate say that they do not. Ask for one of the two.");
        if (parameters.Predict && LeaveOutPrediction.Refusal(PredictionFolds.Of(names, donors)) is { } refusal) throw new PreconditionException(refusal);
    }

    /// <summary>The features of lots that were asked for.</summary>
    /// <exception cref="PreconditionException">Log-ratios were asked for of shares that hold a zero and have no counts.</exception>
    public static LotFeatures Features(IReadOnlyList<StatePartition> partitions, AssociationParameters parameters) => parameters.PredictFeatures == "clr"
        ? LotFeatures.LogRatios(partitions) ?? throw new PreconditionException("Log-ratios of shares that are 0 are not defined, and without counts of cells nothing can be added to them. Predict from fractions, or give counts.")
        : LotFeatures.Fractions(partitions);

    /// <summary>The prediction; null where it was not asked for.</summary>
    /// <param name="device">Runs the orders on its host threads.</param>
    /// <param name="partitions">States and how much of each lot is in them.</param>
    /// <param name="lots">Lots with their readouts.</param>
    /// <param name="ofFold">Features as each fold has them, found without the lots that it leaves out; null = states are the same in all folds.</param>
    /// <param name="parameters">Readouts, confidence, orders, seed.</param>
    /// <param name="progress">Receives the orders done.</param>
    /// <param name="cancellation">Seen at every order.</param>
    /// <exception cref="PreconditionException">There are too few lots or donors, or log-ratios are not defined.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static PredictionFindings? Of(
        ComputeDevice device, IReadOnlyList<StatePartition> partitions, IReadOnlyList<TestedLot> lots, IReadOnlyList<LotFeatures>? ofFold, AssociationParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        if (!parameters.Predict) return null;
        string[] names = [.. lots.Select(l => l.Name)];
        return LeaveOutPrediction.Run(device, names, PredictionFolds.Of(lots), Features(partitions, parameters), ofFold, parameters.PredictFeatures,
            [.. parameters.Readouts.Select((name, r) => (name, lots.Select(l => l.Readouts[r]).ToArray()))], new PredictionOptions(parameters.PredictPermutations, parameters.Seed, parameters.Confidence), progress, cancellation);
    }
}
