using System.Text.Json.Nodes;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The block of summary.json about predictions.</summary>
internal static class PredictionSummary
{
    public static void Add(JsonObject json, IPredictionResult result)
    {
        PredictionFindings found = result.Prediction!;
        double alpha = result.Tests.Parameters.Alpha;
        json["prediction"] = new JsonObject
        {
            ["sentences"] = JsonText.Texts(PredictionText.Sentences((AnalysisResult)result)),
            ["lots"] = found.Lots,
            ["folds"] = found.Folds,
            ["by_donor"] = found.ByDonor,
            ["features"] = found.Features,
            ["feature_kind"] = found.FeatureKind,
            ["states_within_folds"] = found.StatesWithinFolds,
            ["orders"] = JsonText.Number(found.Orders),
            ["exact"] = found.Exact,
            ["permutations"] = found.Permutations,
            ["smallest_p"] = JsonText.Number(found.SmallestP),
            ["best_per_readout"] = JsonText.List(result.Tests.Parameters.Readouts.Select(found.Best).OfType<ModelPrediction>(), m => new JsonObject
            {
                ["readout"] = m.Readout,
                ["model"] = m.Model,
                ["predicts"] = PredictionFindings.Predicts(m, alpha),
                ["q2"] = JsonText.Number(m.Q2),
                ["null_q2_95"] = JsonText.Number(m.NullQuantile),
                ["p"] = JsonText.Number(m.P),
                ["p_family"] = JsonText.Number(m.PFamily),
                ["rmse"] = JsonText.Number(m.Error),
                ["rmse_mean"] = JsonText.Number(m.MeanError),
                ["covered"] = m.Covered,
                ["half_width"] = JsonText.Number(m.HalfWidth),
            }),
        };
    }
}
