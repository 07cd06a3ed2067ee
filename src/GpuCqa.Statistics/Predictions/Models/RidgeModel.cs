using System.Globalization;

namespace GpuCqa.Statistics;

/// <summary>Ridge regression: |y - Xb|^2 + lambda |b|^2 on columns of mean 0 and population deviation 1, y centred, the intercept free (scikit-learn's Ridge after StandardScaler).</summary>
/// <remarks>The penalty is trace(X'X) times 100 ... 0.0001 in 25 steps, so that it means the same for any number of features and lots. Predictions are linear in y; the rows of that map depend on no readout and are made once.</remarks>
internal sealed class RidgeModel : PredictionModel
{
    private const int PerDecade = 4;
    private const double Strongest = 100;

    public override string Name => "ridge";

    public override string Objective => "minimises |y - Xb|^2 + lambda |b|^2; lambda = trace(X'X) x 10^g, g from 2 to -4 in quarters, chosen by leave-one-out within the training lots";

    public override int Settings => (6 * PerDecade) + 1;

    public override object? Prepare(TrainingSet set)
    {
        double[][] gram = set.Gram();
        double[][] products = [.. set.Targets.Select((_, t) => set.Products(t))];
        double[][][] rows = new double[Settings][][];
        for (int s = 0; s < Settings; s++)
        {
            SymmetricSystem system = System(set, gram, Penalty(set, s));
            rows[s] = [.. products.Select(system.Solve)];
        }

        return rows;
    }

    public override void Predict(TrainingSet set, object? prepared, double[] readout, Span<double> predictions)
    {
        double[][][] rows = (double[][][])prepared!;
        Span<double> y = stackalloc double[set.Lots.Length];
        double mean = set.Center(readout, y);
        for (int s = 0; s < rows.Length; s++)
        {
            for (int t = 0; t < set.Targets.Length; t++)
            {
                double sum = 0;
                double[] row = rows[s][t];
                for (int i = 0; i < row.Length; i++) sum += row[i] * y[i];
                predictions[(s * set.Targets.Length) + t] = mean + sum;
            }
        }
    }

    public override double[] Coefficients(TrainingSet set, double[] readout, int setting) => Coefficients(set, readout, Penalty(set, setting));

    /// <summary>Coefficients at any penalty.</summary>
    public static double[] Coefficients(TrainingSet set, double[] readout, double penalty)
    {
        double[] y = new double[set.Lots.Length];
        set.Center(readout, y);
        double[] dual = System(set, set.Gram(), penalty).Solve(y);
        return [.. set.Values.Select(x => x.Zip(dual, (a, b) => a * b).Sum())];
    }

    public override string? Setting(TrainingSet set, int setting) => "lambda " + Penalty(set, setting).ToString("G4", CultureInfo.InvariantCulture);

    // Columns of deviation 1: the trace is lots times features.
    private static double Penalty(TrainingSet set, int setting) => Math.Max(1, set.Columns.Length) * set.Lots.Length * Strongest * Math.Pow(10, -(double)setting / PerDecade);

    private static SymmetricSystem System(TrainingSet set, double[][] gram, double penalty) =>
        SymmetricSystem.Factor([.. gram.Select((row, i) => row.Select((v, j) => i == j ? v + penalty : v).ToArray())]);
}
