using System.Text.Json.Nodes;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads predictions back.</summary>
internal static class PredictionReader
{
    /// <summary>The predictions; null in a folder without them.</summary>
    public static PredictionFindings? Read(FolderFiles files, JsonObject summary, AssociationFindings tests)
    {
        if (summary["prediction"] is not JsonObject own) return null;
        var models = new List<ModelPrediction>();
        files.Read(ResultTables.Prediction.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                models.Add(new ModelPrediction
                {
                    Readout = csv.Text(c("readout")) ?? "", Model = csv.Text(c("model")) ?? "", Q2 = csv.Number(c("q2")), Q2GrandMean = csv.Number(c("q2_grand_mean")), NullQuantile = csv.Number(c("null_q2_95")),
                    P = csv.Number(c("p")), PFamily = csv.Number(c("p_family")), Error = csv.Number(c("rmse")), MeanError = csv.Number(c("rmse_mean")), Covered = csv.Integer(c("covered")),
                    HalfWidth = csv.Number(c("half_width")), Setting = csv.Text(c("setting")), Intercept = csv.Number(c("intercept")),
                });
            }
        });
        var lots = new List<PredictedLot>();
        files.Read(ResultTables.PredictedLots.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                lots.Add(new PredictedLot(csv.Text(c("readout")) ?? "", csv.Text(c("model")) ?? "", csv.Text(c("lot")) ?? "", csv.Text(c("left_out")) ?? "", csv.Integer(c("training_lots")), csv.Number(c("observed")),
                    csv.Number(c("predicted")), csv.Number(c("training_mean")), csv.Number(c("interval_low")), csv.Number(c("interval_high")), csv.Text(c("setting"))));
            }
        });
        var weights = new List<PredictionWeight>();
        files.Read(ResultTables.PredictionStates.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                weights.Add(new PredictionWeight(csv.Text(c("readout")) ?? "", csv.Text(c("model")) ?? "", StateKeys.Find(tests, csv.Text(c("partition")), csv.Text(c("state")) ?? "", files.PathOf(ResultTables.PredictionStates.File)),
                    csv.Number(c("coefficient")), csv.Number(c("coefficient_per_sd")), csv.OptionalInteger(c("folds"))));
            }
        });
        return new PredictionFindings
        {
            Lots = own.Integer("lots"), Folds = own.Integer("folds"), ByDonor = own.Flag("by_donor"), Features = own.Integer("features"), FeatureKind = own.String("feature_kind"), StatesWithinFolds = own.Flag("states_within_folds"),
            Orders = own.Number("orders"), Exact = own.Flag("exact"), Permutations = own.Integer("permutations"), SmallestP = own.Number("smallest_p"), Models = models, Predicted = lots, Weights = weights,
        };
    }
}
