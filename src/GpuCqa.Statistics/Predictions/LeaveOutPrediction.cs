using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Predicts the readouts of left-out lots (or donors) by one feature, ridge, elastic net and partial least squares, and says what chance would reach.</summary>
/// <remarks>
/// Scaling, choice of features and of settings are made within the training lots of each fold. The judgement is Q2 against the mean of the training lots: the correlation of predictions and values
/// is -1 for that mean, and says nothing. In every order of the readouts all of it is done anew; what sees no readout is the same in all. All models and readouts are one family: the
/// family-wise p is the share of orders in which the smallest p of any of them is as small (Westfall and Young's minP, single step). The same bits on every device and number of threads.
/// </remarks>
public static class LeaveOutPrediction
{
    // Q2 of two orders that are the same but for the order of sums.
    private const double Tie = 1e-9;
    private const int Block = 8;
    private const int BlocksAtOnce = 32;

    /// <summary>Says what stands against a prediction before anything is fitted; null = nothing.</summary>
    public static string? Refusal(PredictionFolds folds) => folds.LeftOut.Count >= PredictionFolds.Fewest ? null
        : folds.ByDonor ? $"Lots of {folds.LeftOut.Count} donors cannot be predicted from one another: donors are left out whole, a second one to choose within the rest, and at least {PredictionFolds.Fewest} are needed."
        : $"{folds.LeftOut.Count} lots cannot be predicted from one another: one is left out, a second one to choose within the rest, and at least {PredictionFolds.Fewest} are needed.";

    /// <summary>Predicts.</summary>
    /// <param name="device">Runs the orders on its host threads.</param>
    /// <param name="names">Names of the lots.</param>
    /// <param name="folds">What is left out together.</param>
    /// <param name="whole">Features of all lots, for the model of all lots.</param>
    /// <param name="ofFold">Features of all lots as each fold has them, found without the lots it leaves out; null = <paramref name="whole"/>.</param>
    /// <param name="kind">What a feature is, for the result.</param>
    /// <param name="readouts">Names and values of the readouts, one value per lot.</param>
    /// <param name="options">Orders, seed, confidence.</param>
    /// <param name="progress">Receives the orders done.</param>
    /// <param name="cancellation">Seen at every order.</param>
    /// <exception cref="PreconditionException">There are too few lots or donors.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static PredictionFindings Run(
        ComputeDevice device, IReadOnlyList<string> names, PredictionFolds folds, LotFeatures whole, IReadOnlyList<LotFeatures>? ofFold, string kind,
        IReadOnlyList<(string Name, double[] Values)> readouts, PredictionOptions options, StepProgress progress, CancellationToken cancellation)
    {
        if (Refusal(folds) is { } refusal) throw new PreconditionException(refusal);
        var plan = new PredictionPlan(folds, ofFold ?? [.. folds.LeftOut.Select(_ => whole)]);
        LeftOutRun[] runs = new LeftOutRun[PredictionModel.All.Count];
        device.ForEach(runs.Length, i => runs[i] = new LeftOutRun(plan, PredictionModel.All[i]));
        double[][] values = [.. readouts.Select(r => r.Values)];
        bool[] constant = [.. values.Select(v => v.Min() == v.Max())];
        LotOrders orders = LotOrders.Of(folds, values, options.Permutations, options.Seed);

        (int Readout, LeftOutRun Run)[] family = [.. Enumerable.Range(0, values.Length).SelectMany(r => runs.Select(run => (r, run)))];
        int room = runs.Max(r => r.Size);
        double[] own = new double[room];
        double[] observed = [.. family.Select(h => constant[h.Readout] ? double.NaN : h.Run.Q2(values[h.Readout], own))];
        double[][] chance = Orders(device, orders, family, values, constant, room, progress, cancellation);
        (double[] p, double[] familyP) = Judge(observed, chance, orders.IsExact);

        var all = new TrainingSet(whole, [.. Enumerable.Range(0, folds.Lots)], []);
        var models = new List<ModelPrediction>();
        var predicted = new List<PredictedLot>();
        var weights = new List<PredictionWeight>();
        for (int h = 0; h < family.Length; h++)
        {
            (int r, LeftOutRun run) = family[h];
            var judged = new Judged(readouts[r].Name, values[r], observed[h], p[h], familyP[h], constant[r] ? double.NaN : Quantile(chance, h));
            Describe(plan, run, names, judged, all, ofFold is not null, options.Confidence, models, predicted, weights);
        }

        return new PredictionFindings
        {
            Lots = folds.Lots, Folds = folds.LeftOut.Count, ByDonor = folds.ByDonor, Features = whole.Values.Length, FeatureKind = kind, StatesWithinFolds = ofFold is not null,
            Orders = orders.Possible, Exact = orders.IsExact, Permutations = orders.Count, SmallestP = orders.SmallestP,
            Models = models, Predicted = predicted, Weights = weights,
        };
    }

    // orders x family.
    private static double[][] Orders(
        ComputeDevice device, LotOrders orders, (int Readout, LeftOutRun Run)[] family, double[][] values, bool[] constant, int room, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("predictions", orders.Count);
        double[][] rows = new double[orders.Count][];
        for (int first = 0; first < rows.Length; first += Block * BlocksAtOnce)
        {
            int start = first, blocks = Math.Min(BlocksAtOnce, (rows.Length - first + Block - 1) / Block);
            device.ForEach(blocks, b =>
            {
                double[] own = new double[room];
                for (int i = start + (b * Block); i < Math.Min(rows.Length, start + ((b + 1) * Block)); i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    int[] order = orders.At(i);
                    double[][] moved = Array.ConvertAll(values, v => Array.ConvertAll(order, l => v[l]));
                    rows[i] = Array.ConvertAll(family, h => constant[h.Readout] ? double.NaN : h.Run.Q2(moved[h.Readout], own));
                }
            });
            progress.Report(Math.Min(rows.Length, first + (Block * BlocksAtOnce)));
        }

        progress.End();
        return rows;
    }

    // Where orders are drawn, the observed one counts among them.
    private static (double[] P, double[] Family) Judge(double[] observed, double[][] rows, bool exact)
    {
        int n = rows.Length + (exact ? 0 : 1);
        double[] p = new double[observed.Length], smallest = new double[rows.Length];
        Array.Fill(smallest, 1);
        for (int h = 0; h < observed.Length; h++)
        {
            if (double.IsNaN(observed[h]))
            {
                p[h] = double.NaN;
                continue;
            }

            double[] sorted = [.. rows.Select(r => r[h]), .. exact ? (double[])[] : [observed[h]]];
            Array.Sort(sorted);
            p[h] = Reaching(sorted, observed[h]) / (double)n;
            for (int b = 0; b < rows.Length; b++) smallest[b] = Math.Min(smallest[b], Reaching(sorted, rows[b][h]) / (double)n);
        }

        return (p, [.. p.Select(own => double.IsNaN(own) ? double.NaN : (smallest.Count(s => s <= own * (1 + 1e-12)) + (exact ? 0 : 1)) / (double)n)]);
    }

    // How many of ascending values are at least so large.
    private static int Reaching(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] >= value - Tie) high = middle;
            else low = middle + 1;
        }

        return sorted.Length - low;
    }

    // The smallest value that is not exceeded by more than 5 % of the orders.
    private static double Quantile(double[][] rows, int h)
    {
        double[] sorted = [.. rows.Select(r => r[h]).Order()];
        return sorted[Math.Clamp((int)Math.Ceiling((PredictionFindings.NullLevel * sorted.Length) - 1e-9) - 1, 0, sorted.Length - 1)];
    }

    private static void Describe(
        PredictionPlan plan, LeftOutRun run, IReadOnlyList<string> names, Judged judged, TrainingSet whole, bool ownStates, double confidence,
        List<ModelPrediction> models, List<PredictedLot> predicted, List<PredictionWeight> weights)
    {
        double[] y = judged.Values;
        int lots = y.Length;
        LeftOutRun.Detail detail = run.Of(y);
        double tail = 0.5 * (1 + confidence);
        int[] foldOf = new int[lots];
        double[] half = new double[lots];
        for (int f = 0; f < plan.Outer.Length; f++)
        {
            int m = plan.Sets[plan.Outer[f]].Lots.Length;
            foreach (int l in plan.Folds.LeftOut[f]) (foldOf[l], half[l]) = (f, HalfWidth(detail.InnerPress[f], m, tail));
        }

        int covered = 0;
        for (int l = 0; l < lots; l++)
        {
            TrainingSet set = plan.Sets[plan.Outer[foldOf[l]]];
            double low = detail.Predicted[l] - half[l], high = detail.Predicted[l] + half[l];
            if (y[l] >= low && y[l] <= high) covered++;
            predicted.Add(new PredictedLot(judged.Readout, run.Model.Name, names[l], plan.Folds.Names[foldOf[l]], set.Lots.Length, y[l], detail.Predicted[l], detail.Means[l], low, high, run.Model.Setting(set, detail.Settings[foldOf[l]])));
        }

        double press = Squares(y, detail.Predicted), mean = y.Average();
        double[] coefficients = run.Model.Coefficients(whole, y, detail.Setting);
        int[] used = new int[plan.Features[0].Values.Length];
        if (!ownStates)
        {
            for (int f = 0; f < plan.Outer.Length; f++)
            {
                TrainingSet set = plan.Sets[plan.Outer[f]];
                double[] own = run.Model.Coefficients(set, y, detail.Settings[f]);
                for (int c = 0; c < own.Length; c++) used[set.Columns[c]] += own[c] != 0 ? 1 : 0;
            }
        }

        double intercept = mean;
        for (int c = 0; c < coefficients.Length; c++)
        {
            if (coefficients[c] == 0) continue;
            double slope = coefficients[c] / whole.Deviations[c];
            intercept -= slope * whole.Means[c];
            if (whole.States[c] is { } state) weights.Add(new PredictionWeight(judged.Readout, run.Model.Name, state, slope, coefficients[c], ownStates ? null : used[whole.Columns[c]]));
        }

        models.Add(new ModelPrediction
        {
            Readout = judged.Readout, Model = run.Model.Name, Q2 = judged.Q2, Q2GrandMean = 1 - (press / y.Sum(v => (v - mean) * (v - mean))), NullQuantile = judged.NullQuantile, P = judged.P, PFamily = judged.PFamily,
            Error = Math.Sqrt(press / lots), MeanError = Math.Sqrt(Squares(y, detail.Means) / lots), Covered = covered, HalfWidth = HalfWidth(press, lots, tail),
            Setting = run.Model.Setting(whole, detail.Setting), Intercept = intercept,
        });
    }

    private static double HalfWidth(double press, int lots, double tail) => StudentDistribution.Quantile(tail, lots - 1) * Math.Sqrt(press / lots) * Math.Sqrt(1 + (1.0 / lots));

    private static double Squares(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    private sealed record Judged(string Readout, double[] Values, double Q2, double P, double PFamily, double NullQuantile);
}
