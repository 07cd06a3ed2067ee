namespace GpuCqa.Statistics;

/// <summary>One way to predict a readout from features, with the settings among which a nested leave-one-out chooses.</summary>
internal abstract class PredictionModel
{
    /// <summary>The models, in the order in which they are reported.</summary>
    public static IReadOnlyList<PredictionModel> All { get; } = [new OneFeatureModel(), new RidgeModel(), new ElasticNetModel(), new PartialLeastSquaresModel()];

    /// <summary>Name in results.</summary>
    public abstract string Name { get; }

    /// <summary>What is minimised, and how a setting is chosen.</summary>
    public abstract string Objective { get; }

    /// <summary>Number of settings, the strongest restraint first: of equals the first is taken.</summary>
    public abstract int Settings { get; }

    /// <summary>What depends on no readout.</summary>
    public virtual object? Prepare(TrainingSet set) => null;

    /// <summary>Predicts every target at every setting.</summary>
    /// <param name="set">Training lots and targets.</param>
    /// <param name="prepared">What <see cref="Prepare"/> made.</param>
    /// <param name="readout">One value per lot; only training lots are read.</param>
    /// <param name="predictions">settings x targets.</param>
    public abstract void Predict(TrainingSet set, object? prepared, double[] readout, Span<double> predictions);

    /// <summary>Change of the readout per deviation of each used feature.</summary>
    public abstract double[] Coefficients(TrainingSet set, double[] readout, int setting);

    /// <summary>A setting in words, or null where there is one only.</summary>
    public virtual string? Setting(TrainingSet set, int setting) => null;
}
