using GpuCqa.Compute;

namespace GpuCqa.Statistics;

/// <summary>Attributes the potency of lots to the states of their cells: y_l = N_l sum_k b_k p_lk + e_l with b >= 0, by least squares.</summary>
/// <remarks>
/// b_k is the rate of a state, alike in every lot: an assumption that no association needs. N_l is 1 for a readout per cell. Intervals are percentiles of the ideal bootstrap over lots, every multiset
/// with its probability (352,716 at 11 lots), or of resamples drawn by seed above; of whole donors where some have several lots. A resample with fewer different lots than parts is left out, and
/// where these are more than half of all, there is no interval.
/// </remarks>
public static class PotencyAttribution
{
    /// <summary>Share of the fitted potency that the effective parts have.</summary>
    public const double EffectiveShare = 0.8;

    /// <summary>Condition number above which rates of parts trade against one another (Belsley, Kuh and Welsch).</summary>
    public const double LargestCondition = 30;

    private const double Singular = 1e10;

    /// <summary>Attributes one readout to the states of one partition.</summary>
    /// <param name="device">Runs the resamples on its host threads.</param>
    /// <param name="readout">Name of the readout.</param>
    /// <param name="values">One value per lot.</param>
    /// <param name="cells">Cells that each value is of; null = the readout is per cell.</param>
    /// <param name="partition">Index of the partition.</param>
    /// <param name="parts">States and rest.</param>
    /// <param name="folds">Lots that are one unit.</param>
    /// <param name="options">Resampling.</param>
    /// <param name="cancellation">Seen between chunks of resamples.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EffectiveCells Run(
        ComputeDevice device, string readout, double[] values, double[]? cells, int partition, PotencyParts parts, PredictionFolds folds, AttributionOptions options, CancellationToken cancellation)
    {
        int unknowns = parts.States.Count, lots = values.Length, units = folds.LeftOut.Count;
        EffectiveCells refused(AttributionRefusal why) => new() { Readout = readout, Partition = partition, Refusal = why, Units = units, Unknowns = unknowns };
        if (values.Any(v => v < 0)) return refused(AttributionRefusal.BelowZero);
        if (values.Max() == values.Min()) return refused(AttributionRefusal.Constant);
        if (units <= unknowns) return refused(AttributionRefusal.TooFewLots);
        double[][] columns = [.. parts.Shares.Select(s => s.Select((p, l) => p * (cells?[l] ?? 1)).ToArray())];
        double condition = PotencyParts.Condition(columns);
        if (!(condition < Singular)) return refused(AttributionRefusal.Dependent);

        var problem = new PotencyProblem(columns, parts.Shares, values);
        double[] own = new double[problem.Width];
        bool[] effective = new bool[unknowns];
        problem.Solve([.. Enumerable.Repeat(1.0, lots)], new NonNegativeLeastSquares(unknowns), own, effective, again: false);
        double[] fitted = problem.Fitted(own);
        PotencyResamples resampled = PotencyResamples.Of(device, problem, folds, options, cancellation);
        bool defined = resampled.Dropped <= 0.5;
        var intervals = new Interval[problem.Width];
        device.ForEach(intervals.Length, i => intervals[i] = defined ? resampled.Percentiles(i, options.Confidence) : Interval.Undefined);
        double mean = values.Average();
        return new EffectiveCells
        {
            Readout = readout,
            Partition = partition,
            Units = units,
            Unknowns = unknowns,
            Parts = [.. parts.States.Select((state, k) => new PartRate(state, own[k], intervals[k], own[unknowns + k], intervals[unknowns + k], parts.Shares[k].Average(), effective[k], resampled.Frequency(k)))],
            Fraction = own[2 * unknowns],
            FractionInterval = intervals[2 * unknowns],
            LotFractions = [.. Enumerable.Range(0, lots).Select(l => Enumerable.Range(0, unknowns).Where(k => effective[k]).Sum(k => parts.Shares[k][l]))],
            Fitted = fitted,
            Condition = condition,
            RSquared = 1 - (Squares(values, fitted) / values.Sum(v => (v - mean) * (v - mean))),
            Q2 = LeftOut(problem, folds, values),
            Exact = resampled.IsExact,
            Resamples = resampled.Count,
            Dropped = resampled.Dropped,
        };
    }

    private static double LeftOut(PotencyProblem problem, PredictionFolds folds, double[] values)
    {
        var solver = new NonNegativeLeastSquares(problem.Parts);
        double[] rates = new double[problem.Width];
        bool[] effective = new bool[problem.Parts];
        double press = 0, mean = 0;
        foreach (int[] left in folds.LeftOut)
        {
            double[] times = [.. values.Select((_, l) => left.Contains(l) ? 0.0 : 1.0)];
            problem.Solve(times, solver, rates, effective, again: false);
            double[] fitted = problem.Fitted(rates);
            double others = values.Where((_, l) => times[l] > 0).Average();
            foreach (int l in left)
            {
                press += (values[l] - fitted[l]) * (values[l] - fitted[l]);
                mean += (values[l] - others) * (values[l] - others);
            }
        }

        return 1 - (press / mean);
    }

    private static double Squares(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
