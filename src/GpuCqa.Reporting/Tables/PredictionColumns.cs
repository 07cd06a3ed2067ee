using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of predictions of left-out lots.</summary>
internal static class PredictionColumns
{
    public static TableDefinition Models() =>
        new Table<IPredictionResult, (ModelPrediction Model, PredictionFindings All)>("prediction.csv", Say("how well left-out lots are predicted, and how well by chance", "除いたロットの予測精度と偶然の水準"), "One row per readout and model: how well lots that the model never saw are predicted. Only where a prediction was asked for.",
                result => result.Prediction!.Models.Select(m => (m, result.Prediction))) { When = Made }
            .Text("readout", "Readout.", r => r.Model.Readout)
            .Text("model", "one-feature (least squares on the one state with the largest |Pearson r| among the training lots), ridge, elastic-net or pls (one or two components). Scale, choice of state and of setting are made within the training lots.", r => r.Model.Model)
            .Integer("folds", "Times that something was left out.", r => r.All.Folds)
            .Text("left_out", "What was left out together: lot, or donor where some donor has several lots.", r => r.All.ByDonor ? "donor" : "lot")
            .Text("states_found", "without (states were found anew without the left-out lot, which was then mapped onto them), or with (states were given, or found with its cells too; never with its readout).", r => r.All.StatesWithinFolds ? "without" : "with")
            .Number("q2", "1 - sum (observed - predicted)^2 / sum (observed - mean of the training lots)^2: 1 is no error, 0 is no better than the training mean. Empty for a constant readout.", r => r.Model.Q2)
            .Number("null_q2_95", "95 % quantile of q2 over orders of the readouts, everything that looks at a readout done anew in each: what chance reaches.", r => r.Model.NullQuantile)
            .Number("p", "Share of the orders that reach q2: all admissible orders, or (b + 1) / (m + 1) of m drawn.", r => r.Model.P)
            .Number("p_family", "Share of the orders in which the smallest p of any row of this table is as small (single-step minP).", r => r.Model.PFamily)
            .Number("rmse", "Root mean squared error over left-out lots, in the readout's units.", r => r.Model.Error)
            .Number("rmse_mean", "The same of the mean of the training lots.", r => r.Model.MeanError)
            .Number("q2_grand_mean", "q2 against the mean of all lots, which knows the left-out lot: for comparison with programs that print this one.", r => r.Model.Q2GrandMean)
            .Integer("covered", "Left-out lots within their prediction interval (predicted_lots.csv).", r => r.Model.Covered)
            .Number("half_width", "A new lot's prediction interval is its prediction plus or minus this: t(n - 1) sqrt(PRESS / n) sqrt(1 + 1 / n).", r => r.Model.HalfWidth)
            .Text("setting", "What was chosen for the model of all lots: lambda of ridge (|y - Xb|^2 + lambda |b|^2), alpha and lambda of the elastic net (|y - Xb|^2 / 2n + lambda (alpha |b|_1 + (1 - alpha) |b|^2 / 2), y scaled to deviation 1), components of pls; columns of X have mean 0 and population deviation 1.", r => r.Model.Setting)
            .Number("intercept", "Intercept of the model of all lots; its coefficients are in prediction_states.csv.", r => r.Model.Intercept);

    public static TableDefinition Lots() =>
        new Table<IPredictionResult, PredictedLot>("predicted_lots.csv", Say("every left-out lot with its prediction", "除いた各ロットの予測値"), "One row per readout, model and lot: the lot as a model predicts it that never saw it. Only where a prediction was asked for.", result => result.Prediction!.Predicted) { When = Made }
            .Text("readout", "Readout.", l => l.Readout)
            .Text("model", "Model.", l => l.Model)
            .Text("lot", "Lot.", l => l.Lot)
            .Text("left_out", "What was left out: the lot, or its donor.", l => l.LeftOut)
            .Integer("training_lots", "Lots that the model was fitted to.", l => l.TrainingLots)
            .Number("observed", "The readout.", l => l.Observed)
            .Number("predicted", "Prediction.", l => l.Predicted)
            .Number("training_mean", "Mean of the training lots: what a model must beat.", l => l.TrainingMean)
            .Number("interval_low", "Prediction interval, lower end: t(m - 1) sqrt(PRESS / m) sqrt(1 + 1 / m) about the prediction, PRESS over the m training lots, each left out in turn; the lot itself is not in it.", l => l.Low)
            .Number("interval_high", "Upper end.", l => l.High)
            .Text("setting", "What was chosen within the training lots; empty where there is nothing to choose.", l => l.Setting);

    public static TableDefinition Weights() =>
        new Table<IPredictionResult, (PredictionWeight Weight, IPredictionResult Result)>("prediction_states.csv", Say("coefficients of the models of all lots", "全ロットのモデルの係数"), "One row per readout, model and state with a weight in the model of all lots: prediction = intercept + sum of coefficient x feature. Only where a prediction was asked for.",
                result => result.Prediction!.Weights.Select(w => (w, result))) { When = Made }
            .Text("readout", "Readout.", w => w.Weight.Readout)
            .Text("model", "Model.", w => w.Weight.Model)
            .Text("partition", PartitionText, w => StateKeys.Partition(w.Result, w.Weight.State.Partition))
            .Text("state", "State, as the table names it, or number of the cluster.", w => w.Result.Tests.Partitions[w.Weight.State.Partition].States[w.Weight.State.Index])
            .Number("coefficient", "Change of the readout per unit of the feature (a share of 1, or 1 of a log-ratio).", w => w.Weight.Coefficient)
            .Number("coefficient_per_sd", "Change of the readout per population standard deviation of the feature over the lots.", w => w.Weight.PerDeviation)
            .Integer("folds", "Folds whose model uses the state; empty where every fold found states of its own.", w => w.Weight.Folds);

    public const string PartitionText = "Resolution of the clustering, or column of labels that the state comes from; empty when the states are columns of a table of lots.";

    private static bool Made(IPredictionResult result) => result.Prediction is not null;
}
