namespace GpuCqa.Statistics;

/// <summary>Leave-one-out prediction of readouts from what lots are made of.</summary>
public sealed record PredictionFindings
{
    /// <summary>Quantile of Q2 over the orders that stands beside Q2.</summary>
    public const double NullLevel = 0.95;

    /// <summary>Lots.</summary>
    public required int Lots { get; init; }

    /// <summary>Folds.</summary>
    public required int Folds { get; init; }

    /// <summary>Whether whole donors are left out, since some have several lots.</summary>
    public required bool ByDonor { get; init; }

    /// <summary>Features per lot.</summary>
    public required int Features { get; init; }

    /// <summary>What a feature is: "fractions" or "clr".</summary>
    public required string FeatureKind { get; init; }

    /// <summary>Whether states were found anew without each left-out lot; where not, they were given or found with its cells too (never with its readout).</summary>
    public required bool StatesWithinFolds { get; init; }

    /// <summary>Admissible orders of the readouts.</summary>
    public required double Orders { get; init; }

    /// <summary>Whether all were taken.</summary>
    public required bool Exact { get; init; }

    /// <summary>Orders that were taken.</summary>
    public required int Permutations { get; init; }

    /// <summary>Smallest p that these orders can give.</summary>
    public required double SmallestP { get; init; }

    /// <summary>Every model of every readout, in their order.</summary>
    public required IReadOnlyList<ModelPrediction> Models { get; init; }

    /// <summary>Every left-out lot of every model.</summary>
    public required IReadOnlyList<PredictedLot> Predicted { get; init; }

    /// <summary>The models of all lots; only states with a weight.</summary>
    public required IReadOnlyList<PredictionWeight> Weights { get; init; }

    /// <summary>The model of a readout with the smallest family-wise p, then the largest Q2; null when none could be judged.</summary>
    public ModelPrediction? Best(string readout) => Models.Where(m => m.Readout == readout && !double.IsNaN(m.Q2)).OrderBy(m => m.PFamily).ThenByDescending(m => m.Q2).FirstOrDefault();

    /// <summary>Whether a model predicts: better than the training mean, beyond what chance reaches after all that was tried.</summary>
    public static bool Predicts(ModelPrediction model, double alpha) => model.Q2 > 0 && model.PFamily <= alpha;
}
