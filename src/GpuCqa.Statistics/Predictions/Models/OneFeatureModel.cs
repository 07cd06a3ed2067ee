namespace GpuCqa.Statistics;

/// <summary>A line through the one feature whose Pearson correlation with the readout is the largest of the training lots.</summary>
internal sealed class OneFeatureModel : PredictionModel
{
    // A later feature is better only beyond rounding.
    private const double Better = 1 + 1e-12;

    public override string Name => "one-feature";

    public override string Objective => "least squares on the one feature with the largest absolute Pearson correlation among the training lots";

    public override int Settings => 1;

    public override void Predict(TrainingSet set, object? prepared, double[] readout, Span<double> predictions)
    {
        (double mean, int column, double slope) = Fit(set, readout);
        for (int t = 0; t < set.Targets.Length; t++) predictions[t] = column < 0 ? mean : mean + (slope * set.TargetValues[t][column]);
    }

    public override double[] Coefficients(TrainingSet set, double[] readout, int setting)
    {
        (_, int column, double slope) = Fit(set, readout);
        double[] coefficients = new double[set.Columns.Length];
        if (column >= 0) coefficients[column] = slope;
        return coefficients;
    }

    private static (double Mean, int Column, double Slope) Fit(TrainingSet set, double[] readout)
    {
        Span<double> y = stackalloc double[set.Lots.Length];
        double mean = set.Center(readout, y), best = 0;
        int column = -1;
        for (int c = 0; c < set.Values.Length; c++)
        {
            double product = 0;
            double[] x = set.Values[c];
            for (int i = 0; i < x.Length; i++) product += x[i] * y[i];
            if (!(Math.Abs(product) > Math.Abs(best) * Better)) continue;
            best = product;
            column = c;
        }

        return (mean, column, best / set.Lots.Length);
    }
}
