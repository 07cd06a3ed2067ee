namespace GpuCqa.Statistics;

/// <summary>One model through all folds.</summary>
internal sealed class LeftOutRun
{
    // A weaker restraint is better only beyond rounding.
    private const double Better = 1 - 1e-9;

    private readonly PredictionPlan plan;
    private readonly object?[] prepared;
    private readonly int[] places;

    public LeftOutRun(PredictionPlan plan, PredictionModel model)
    {
        this.plan = plan;
        Model = model;
        prepared = [.. plan.Sets.Select(model.Prepare)];
        places = new int[plan.Sets.Length];
        for (int s = 0; s < places.Length; s++)
        {
            places[s] = Size;
            Size += model.Settings * plan.Sets[s].Targets.Length;
        }
    }

    public PredictionModel Model { get; }

    /// <summary>Numbers that a call needs room for.</summary>
    public int Size { get; }

    /// <summary>Q2 of a readout: 1 - sum (y - prediction)^2 / sum (y - mean of the training lots)^2.</summary>
    /// <param name="readout">One value per lot.</param>
    /// <param name="room">At least <see cref="Size"/> numbers.</param>
    public double Q2(double[] readout, double[] room)
    {
        Fill(readout, room, inner: Model.Settings > 1);
        double press = 0, mean = 0;
        for (int f = 0; f < plan.Outer.Length; f++)
        {
            (int setting, _) = Choose(f, readout, room);
            TrainingSet set = plan.Sets[plan.Outer[f]];
            double center = Mean(set, readout);
            for (int t = 0; t < set.Targets.Length; t++)
            {
                press += Square(readout[set.Targets[t]] - Prediction(room, plan.Outer[f], setting, t));
                mean += Square(readout[set.Targets[t]] - center);
            }
        }

        return 1 - (press / mean);
    }

    /// <summary>Everything about a readout's own order.</summary>
    public Detail Of(double[] readout)
    {
        double[] room = new double[Size];
        Fill(readout, room, inner: true);
        int folds = plan.Outer.Length;
        double[] predicted = new double[readout.Length], means = new double[readout.Length], press = new double[folds];
        int[] settings = new int[folds];
        double[] bySetting = new double[Model.Settings];
        for (int f = 0; f < folds; f++)
        {
            (settings[f], press[f]) = Choose(f, readout, room);
            TrainingSet set = plan.Sets[plan.Outer[f]];
            for (int t = 0; t < set.Targets.Length; t++)
            {
                int lot = set.Targets[t];
                predicted[lot] = Prediction(room, plan.Outer[f], settings[f], t);
                means[lot] = Mean(set, readout);
                for (int s = 0; s < bySetting.Length; s++) bySetting[s] += Square(readout[lot] - Prediction(room, plan.Outer[f], s, t));
            }
        }

        return new Detail(predicted, means, settings, press, Smallest(bySetting));
    }

    private void Fill(double[] readout, double[] room, bool inner)
    {
        int count = inner ? plan.Sets.Length : plan.Outer.Length;
        for (int s = 0; s < count; s++) Model.Predict(plan.Sets[s], prepared[s], readout, room.AsSpan(places[s], Model.Settings * plan.Sets[s].Targets.Length));
    }

    private double Prediction(double[] room, int set, int setting, int target) => room[places[set] + (setting * plan.Sets[set].Targets.Length) + target];

    // The setting of a fold, and the squared errors of its inner folds at it.
    private (int Setting, double Press) Choose(int fold, double[] readout, double[] room)
    {
        if (Model.Settings == 1) return (0, Press(fold, 0, readout, room));
        int best = 0;
        double smallest = Press(fold, 0, readout, room);
        for (int s = 1; s < Model.Settings; s++)
        {
            double press = Press(fold, s, readout, room);
            if (!(press < smallest * Better)) continue;
            (best, smallest) = (s, press);
        }

        return (best, smallest);
    }

    private double Press(int fold, int setting, double[] readout, double[] room)
    {
        double sum = 0;
        foreach (PredictionPlan.InnerFold inner in plan.Inner[fold])
        {
            for (int t = inner.First; t < inner.First + inner.Count; t++) sum += Square(readout[plan.Sets[inner.Set].Targets[t]] - Prediction(room, inner.Set, setting, t));
        }

        return sum;
    }

    private static int Smallest(double[] press)
    {
        int best = 0;
        for (int s = 1; s < press.Length; s++)
        {
            if (press[s] < press[best] * Better) best = s;
        }

        return best;
    }

    private static double Mean(TrainingSet set, double[] readout)
    {
        double sum = 0;
        foreach (int l in set.Lots) sum += readout[l];
        return sum / set.Lots.Length;
    }

    private static double Square(double x) => x * x;

    /// <summary>What a model did with a readout's own order.</summary>
    /// <param name="Predicted">Prediction of each lot while left out.</param>
    /// <param name="Means">Mean of the training lots of each.</param>
    /// <param name="Settings">Setting of each fold.</param>
    /// <param name="InnerPress">Squared errors within the training lots of each fold, at its setting.</param>
    /// <param name="Setting">Setting that predicts the left-out lots best: that of the model of all lots.</param>
    public sealed record Detail(double[] Predicted, double[] Means, int[] Settings, double[] InnerPress, int Setting);
}
