using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Tests the fraction of every state of every partition against every readout; all of them are one family.</summary>
/// <remarks>
/// Statistic: Spearman correlation of p(state | lot) and the readout over lots. The lots' readouts are permuted jointly, so the dependence
/// between states and between readouts is kept; up to <see cref="AssociationParameters.ExactLots"/> lots all orders are enumerated.
/// </remarks>
public static class AssociationSearch
{
    /// <summary>A state with more than this share of its cells from one lot is marked LOT_SPECIFIC.</summary>
    public const double LargestLotShare = 0.5;

    /// <summary>A state with fewer cells than this (none, where cells are not known) in more than a fifth of the lots is marked RARE.</summary>
    public const int FewCells = 10;

    /// <summary>Below this number of lots an interval is indicative only: FEW_LOTS.</summary>
    public const int FewLots = 6;

    /// <summary>Runs the whole family.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="partitions">States and how much of each lot is in them.</param>
    /// <param name="lots">Lots with their readouts.</param>
    /// <param name="parameters">Readouts, confidence, permutations, seed.</param>
    /// <param name="progress">Receives steps.</param>
    /// <param name="cancellation">Stops within the enumeration.</param>
    /// <returns>All members, best first.</returns>
    public static IReadOnlyList<Association> Run(
        ComputeDevice device, IReadOnlyList<StatePartition> partitions, IReadOnlyList<TestedLot> lots, AssociationParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        StateId[] members = [.. partitions.SelectMany((p, i) => Enumerable.Range(0, p.States.Count).Select(k => new StateId(i, k)))];
        double[][] fractions = [.. members.Select(m => partitions[m.Partition].Fractions(m.Index))];
        double[][] readouts = [.. Enumerable.Range(0, parameters.Readouts.Count).Select(i => lots.Select(l => l.Readouts[i]).ToArray())];

        MaxTResult family = MaxT.Run(device, fractions, readouts, Options(parameters), progress, cancellation);
        progress.Begin("intervals", 0);
        BootstrapResult[][]? bootstrap = lots.Count <= IdealBootstrap.MaximumLots && lots.Count <= parameters.ExactLots ? IdealBootstrap.Run(device, fractions, readouts, parameters.Confidence) : null;
        double[][] clr = [.. partitions.SelectMany(p => p.LogRatios())];
        var found = new List<Association>();
        for (int y = 0; y < readouts.Length; y++)
        {
            for (int m = 0; m < members.Length; m++)
            {
                StatePartition partition = partitions[members[m].Partition];
                int state = members[m].Index;
                double rho = Spearman.Correlation(fractions[m], readouts[y]);
                double rhoClr = clr[m].Any(double.IsNaN) ? double.NaN : Spearman.Correlation(clr[m], readouts[y]);
                double[] leftOut = double.IsNaN(rho) ? [double.NaN] : Spearman.LeaveOneOut(fractions[m], readouts[y]);
                Interval interval = SpearmanInterval.BonettWright(rho, lots.Count, parameters.Confidence);
                Interval exact = bootstrap is null ? Interval.Undefined : bootstrap[m][y].Bca;
                MaxTHypothesis p = family.At(m, y);
                found.Add(new Association
                {
                    Readout = parameters.Readouts[y],
                    State = members[m],
                    Lots = lots.Count,
                    Cells = partition.StateCells(state),
                    Rho = rho,
                    P = p.P,
                    PFamily = p.PSingleStep,
                    PFamilyStepDown = p.PStepDown,
                    IntervalLow = interval.Low,
                    IntervalHigh = interval.High,
                    BootstrapLow = exact.Low,
                    BootstrapHigh = exact.High,
                    LeaveOneOutLow = leftOut.Min(),
                    LeaveOneOutHigh = leftOut.Aggregate(Math.Max),
                    RhoClr = rhoClr,
                    Stability = partition.Stability[state],
                    Flags = Flags(partition, state, rho, rhoClr),
                    Rank = 0,
                });
            }
        }

        progress.End();
        return found
            .OrderBy(a => double.IsNaN(a.PFamily)).ThenBy(a => a.PFamily).ThenByDescending(a => Math.Abs(a.Rho)).ThenByDescending(a => a.Stability)
            .ThenBy(a => partitions[a.State.Partition].Resolution).ThenBy(a => a.State.Partition).ThenBy(a => a.State.Index)
            .Select((a, i) => a with { Rank = i + 1 }).ToArray();
    }

    /// <summary>How the family is permuted.</summary>
    public static MaxTOptions Options(AssociationParameters parameters) => new() { ExactLots = parameters.ExactLots, ExactOrders = parameters.ExactOrders, Permutations = parameters.Permutations, Seed = parameters.Seed };

    private static string[] Flags(StatePartition partition, int state, double rho, double rhoClr)
    {
        var flags = new List<string>();
        int lots = partition.Lots;
        double[] fractions = partition.Fractions(state);
        if (double.IsNaN(rho)) flags.Add("NOT_ESTIMABLE");
        if (partition.LargestLotShare(state) > LargestLotShare) flags.Add("LOT_SPECIFIC");
        if (Enumerable.Range(0, lots).Count(l => partition.Count(l, state) is { } cells ? cells < FewCells : fractions[l] == 0) > 0.2 * lots) flags.Add("RARE");
        if (!double.IsNaN(rho) && !double.IsNaN(rhoClr) && Math.Sign(rho) != Math.Sign(rhoClr)) flags.Add("SIGN_DISAGREES");
        if (lots < FewLots) flags.Add("FEW_LOTS");
        return [.. flags];
    }
}
