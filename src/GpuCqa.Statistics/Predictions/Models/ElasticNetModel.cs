using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>Elastic net: |y - Xb|^2 / 2n + lambda (alpha |b|_1 + (1 - alpha) |b|^2 / 2) on columns and a readout of mean 0 and population deviation 1 (Zou and Hastie 2005; Friedman et al. 2010).</summary>
/// <remarks>
/// The readout is scaled within the training lots too, which glmnet does and scikit-learn's ElasticNet leaves to its caller. alpha lambda is then on the scale of a correlation: from 1, where nothing is
/// in the model, to 0.01.
/// </remarks>
internal sealed class ElasticNetModel : PredictionModel
{
    private const int Steps = 17;
    private const int PerDecade = 8;

    private static readonly double[] Alphas = [1, 0.5, 0.1];
    private static readonly double[] Thresholds = [.. Enumerable.Range(0, Steps).Select(s => Math.Pow(10, -(double)s / PerDecade))];

    public override string Name => "elastic-net";

    public override string Objective => "minimises |y - Xb|^2 / 2n + lambda (alpha |b|_1 + (1 - alpha) |b|^2 / 2), y scaled to deviation 1; alpha of 1, 0.5, 0.1 and alpha lambda from 1 to 0.01 in eighths of a decade, chosen by leave-one-out within the training lots";

    public override int Settings => Alphas.Length * Steps;

    public override void Predict(TrainingSet set, object? prepared, double[] readout, Span<double> predictions)
    {
        int targets = set.Targets.Length;
        var path = new ElasticNetPath(set, readout);
        for (int s = 0; s < Settings; s++)
        {
            Go(path, s);
            for (int t = 0; t < targets; t++) predictions[(s * targets) + t] = path.Predict(t);
        }
    }

    public override double[] Coefficients(TrainingSet set, double[] readout, int setting)
    {
        var path = new ElasticNetPath(set, readout);
        for (int s = setting / Steps * Steps; s <= setting; s++) Go(path, s);
        return path.Coefficients();
    }

    public override string? Setting(TrainingSet set, int setting) =>
        string.Create(CultureInfo.InvariantCulture, $"alpha {Alphas[setting / Steps]}, lambda {Thresholds[setting % Steps] / Alphas[setting / Steps]:G4}");

    private static void Go(ElasticNetPath path, int setting)
    {
        if (setting % Steps == 0) path.Restart();
        double threshold = Thresholds[setting % Steps], alpha = Alphas[setting / Steps];
        path.Go(threshold, threshold * (1 - alpha) / alpha);
    }
}
