namespace GpuCqa.Statistics;

/// <summary>The lots that a model is fitted to and those that it is to predict, with the features as the first have them: columns of mean 0 and population deviation 1 over the training lots.</summary>
/// <remarks>
/// No value of a target enters the scale. A column that is constant over the training lots (spread within 1e-12 of its size) is left out, and so is a share that is nearly all in one or two
/// of them (<see cref="AssociationSearch.IsInFewLots"/>): a line through one point. Both rules see training lots alone, and no readout.
/// </remarks>
internal sealed class TrainingSet
{
    private const double Constant = 1e-12;

    public TrainingSet(LotFeatures features, int[] lots, int[] targets)
    {
        Lots = lots;
        Targets = targets;
        Columns = [.. Enumerable.Range(0, features.Values.Length).Where(k => Varies([.. lots.Select(l => features.Values[k][l])]))];
        States = [.. Columns.Select(k => features.States[k])];
        Means = [.. Columns.Select(k => lots.Average(l => features.Values[k][l]))];
        Deviations = [.. Columns.Select((k, c) => Math.Sqrt(lots.Sum(l => Math.Pow(features.Values[k][l] - Means[c], 2)) / lots.Length))];
        Values = [.. Columns.Select((k, c) => lots.Select(l => (features.Values[k][l] - Means[c]) / Deviations[c]).ToArray())];
        TargetValues = [.. targets.Select(t => Columns.Select((k, c) => (features.Values[k][t] - Means[c]) / Deviations[c]).ToArray())];
    }

    /// <summary>Training lots, ascending.</summary>
    public int[] Lots { get; }

    /// <summary>Lots to predict.</summary>
    public int[] Targets { get; }

    /// <summary>Features that are used.</summary>
    public int[] Columns { get; }

    /// <summary>What each used feature is of.</summary>
    public StateId?[] States { get; }

    /// <summary>Mean of each used feature over the training lots.</summary>
    public double[] Means { get; }

    /// <summary>Population deviation of each.</summary>
    public double[] Deviations { get; }

    /// <summary>used features x training lots, scaled.</summary>
    public double[][] Values { get; }

    /// <summary>targets x used features, on the scale of the training lots.</summary>
    public double[][] TargetValues { get; }

    /// <summary>Inner products of the training lots, lots x lots.</summary>
    public double[][] Gram()
    {
        int m = Lots.Length;
        double[][] gram = [.. Enumerable.Range(0, m).Select(_ => new double[m])];
        foreach (double[] column in Values)
        {
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < m; j++) gram[i][j] += column[i] * column[j];
            }
        }

        return gram;
    }

    /// <summary>Inner products of the training lots with a target.</summary>
    public double[] Products(int target)
    {
        double[] products = new double[Lots.Length];
        for (int c = 0; c < Values.Length; c++)
        {
            double value = TargetValues[target][c];
            for (int i = 0; i < products.Length; i++) products[i] += Values[c][i] * value;
        }

        return products;
    }

    /// <summary>The readouts of the training lots less their mean, and the mean.</summary>
    public double Center(double[] readout, Span<double> centered)
    {
        double mean = 0;
        foreach (int l in Lots) mean += readout[l];
        mean /= Lots.Length;
        for (int i = 0; i < Lots.Length; i++) centered[i] = readout[Lots[i]] - mean;
        return mean;
    }

    private static bool Varies(double[] values)
    {
        double low = values.Min(), high = values.Max();
        return high - low > Constant * Math.Max(Math.Abs(low), Math.Abs(high)) && !(low >= 0 && AssociationSearch.IsInFewLots(values));
    }
}
