namespace GpuCqa.Statistics;

/// <summary>Partial least squares of one readout with one or two components on scaled columns (Wold's NIPALS; R's pls with scale = TRUE, where columns have deviation 1).</summary>
/// <remarks>Written on inner products of lots, since a component needs no more: with G = XX', the first score is Gy, the second MGMy with M the projection off the first. A component that carries nothing is left out.</remarks>
internal sealed class PartialLeastSquaresModel : PredictionModel
{
    private const double Nothing = 1e-20;

    public override string Name => "pls";

    public override string Objective => "one or two components of largest covariance with y (NIPALS), their number chosen by leave-one-out within the training lots";

    public override int Settings => 2;

    public override object? Prepare(TrainingSet set) => new Products(set.Gram(), [.. set.Targets.Select((_, t) => set.Products(t))]);

    public override void Predict(TrainingSet set, object? prepared, double[] readout, Span<double> predictions)
    {
        var (gram, products) = (Products)prepared!;
        double[] y = new double[set.Lots.Length];
        double mean = set.Center(readout, y);
        Fit fit = Fit.Of(gram, y);
        for (int t = 0; t < products.Length; t++)
        {
            double first = Dot(products[t], fit.First);
            predictions[t] = mean + first;
            predictions[products.Length + t] = mean + first + Dot(products[t], fit.Second);
        }
    }

    public override double[] Coefficients(TrainingSet set, double[] readout, int setting)
    {
        double[] y = new double[set.Lots.Length];
        set.Center(readout, y);
        Fit fit = Fit.Of(set.Gram(), y);
        return [.. set.Values.Select(x => Dot(x, fit.First) + (setting == 0 ? 0 : Dot(x, fit.Second)))];
    }

    public override string? Setting(TrainingSet set, int setting) => setting == 0 ? "1 component" : "2 components";

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private sealed record Products(double[][] Gram, double[][] Targets);

    /// <summary>Weights of the training lots: a target's prediction is its inner products with the lots times these.</summary>
    private readonly record struct Fit(double[] First, double[] Second)
    {
        public static Fit Of(double[][] gram, double[] y)
        {
            double[] none = new double[y.Length];
            double[] t = Times(gram, y);
            double square = Dot(t, t), whole = Dot(y, y);
            double trace = gram.Select((row, i) => row[i]).Sum();
            if (!(square > Nothing * trace * trace * whole)) return new Fit(none, none);
            double slope = Dot(t, y) / square;
            double[] first = [.. y.Select(v => v * slope)];

            // y off the first score, its product with G, and that off the first score.
            double[] rest = Off(y, t, square), seen = Times(gram, rest), second = Off(seen, t, square);
            double left = Dot(second, second);
            if (!(left > Nothing * trace * trace * whole)) return new Fit(first, none);
            double next = Dot(second, y) / left;
            // A target's second score: g'My - (g'y) (Gt)'My / t't.
            double along = Dot(Times(gram, t), rest) / square;
            return new Fit(first, [.. rest.Select((v, i) => next * (v - (along * y[i])))]);
        }

        private static double[] Times(double[][] gram, double[] v) => Array.ConvertAll(gram, row => Dot(row, v));

        private static double[] Off(double[] v, double[] t, double square)
        {
            double share = Dot(v, t) / square;
            double[] rest = new double[v.Length];
            for (int i = 0; i < v.Length; i++) rest[i] = v[i] - (share * t[i]);
            return rest;
        }
    }
}
