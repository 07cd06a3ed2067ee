using System.Text.Json;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Qualifications.Vectors;

internal static partial class VectorCases
{
    private static void AddPredictions(Dictionary<string, Func<JsonElement, Dictionary<string, object?>>> cases)
    {
        cases["LOLO-01"] = input =>
        {
            double[] y = input.Numbers("y");
            double[][] lots = Composition.Clr(input.Rows("X_fractions"), 0);
            var features = new LotFeatures(new StateId?[lots[0].Length], [.. lots[0].Select((_, k) => lots.Select(l => l[k]).ToArray())]);
            TrainingSet[] folds = [.. y.Select((_, i) => new TrainingSet(features, [.. Enumerable.Range(0, y.Length).Where(l => l != i)], [i]))];
            double[] ridge = [.. folds.Select(f => Mean(f, y) + RidgeModel.Coefficients(f, y, 1).Zip(f.TargetValues[0], (b, x) => b * x).Sum())];
            double[][] pls = [.. folds.Select(f =>
            {
                var model = new PartialLeastSquaresModel();
                double[] predictions = new double[2];
                model.Predict(f, model.Prepare(f), y, predictions);
                return predictions;
            })];
            double[] one = [.. pls.Select(p => p[0])], two = [.. pls.Select(p => p[1])];
            return new()
            {
                ["ridge_pred"] = ridge,
                ["ridge_Q2"] = Q2(folds, y, ridge),
                ["ridge_Q2_grandmean"] = GrandMean(y, ridge),
                ["pls1_pred"] = one,
                ["pls1_Q2"] = Q2(folds, y, one),
                ["pls2_pred"] = two,
                ["pls2_Q2"] = Q2(folds, y, two),
                ["ridge_spearman"] = Spearman.Correlation(ridge, y),
            };
        };
        cases["LOLO-02"] = input =>
        {
            // Features that do not vary: every model is the mean of the training lots.
            double[] y = input.Numbers("y");
            var plan = new PredictionPlan(PredictionFolds.Of([.. y.Select((_, i) => $"L{i}")], new string?[y.Length]), [.. y.Select(_ => Flat)]);
            var run = new LeftOutRun(plan, new RidgeModel());
            double[] predicted = run.Of(y).Predicted;
            return new()
            {
                ["pred"] = predicted,
                ["pearson"] = Pearson.Correlation(predicted, y),
                ["Q2_foldmean"] = run.Q2(y, new double[run.Size]),
                ["Q2_grandmean"] = GrandMean(y, predicted),
            };
        };
    }

    private static readonly LotFeatures Flat = new([null], [[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]]);

    private static double Mean(TrainingSet set, double[] y) => set.Lots.Average(l => y[l]);

    private static double Q2(TrainingSet[] folds, double[] y, double[] predicted) =>
        1 - (y.Zip(predicted, (a, b) => (a - b) * (a - b)).Sum() / folds.Select((f, i) => Math.Pow(y[i] - Mean(f, y), 2)).Sum());

    private static double GrandMean(double[] y, double[] predicted) => 1 - (y.Zip(predicted, (a, b) => (a - b) * (a - b)).Sum() / y.Sum(v => Math.Pow(v - y.Average(), 2)));
}
