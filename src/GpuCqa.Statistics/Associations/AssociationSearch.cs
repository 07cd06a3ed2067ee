using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Tests the fraction of every state of every partition against every readout; all of them are one family.</summary>
/// <remarks>
/// Statistic: Spearman correlation of p(state | lot) and the readout over lots. The lots' readouts are permuted jointly, so the dependence
/// between states and between readouts is kept; all distinct orders are enumerated up to <see cref="AssociationParameters.ExactLots"/>
/// lots, and above where lots tie so that there are at most <see cref="AssociationParameters.ExactOrders"/>.
/// Where lots are kept within blocks, gathered to units or adjusted for covariates (<see cref="LotDesign"/>), fractions are means over the lots of a unit, rho is the partial
/// correlation given the blocks, and only admissible orders are evaluated.
/// A state that is nearly all in one or two lots can never be an attribute: over ties at nothing its rho stays low in every order. Such states are left out of the family by
/// <see cref="IsInFewLots"/>, which sees no readout, so that the others are not corrected for them; they are listed without a p.
/// </remarks>
public static class AssociationSearch
{
    /// <summary>A state with more than this share of its cells from one lot is marked LOT_SPECIFIC.</summary>
    public const double LargestLotShare = 0.5;

    /// <summary>A state with fewer cells than this (none, where cells are not known) in more than a fifth of the lots is marked RARE.</summary>
    public const int FewCells = 10;

    /// <summary>Below this number of lots an interval is indicative only: FEW_LOTS.</summary>
    public const int FewLots = 6;

    /// <summary>Share of a state (sum of its fractions over lots) that its largest one or two lots hold when it is left out of the family: <see cref="NotTested"/>.</summary>
    public const double FewLotsShare = 0.95;

    /// <summary>Flag of a state that is left out of the family.</summary>
    public const string NotTested = "NOT_TESTED";

    /// <summary>Whether a state is nearly all in one lot, or, of <see cref="FewLots"/> lots or more, in two. No readout is seen.</summary>
    /// <param name="fractions">p(state | lot) of every lot.</param>
    public static bool IsInFewLots(double[] fractions)
    {
        double sum = fractions.Sum();
        return fractions.Length > 2 && sum > 0 && fractions.OrderDescending().Take(fractions.Length < FewLots ? 1 : 2).Sum() >= FewLotsShare * sum;
    }

    /// <summary>Runs the whole family.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="partitions">States and how much of each lot is in them.</param>
    /// <param name="lots">Lots with their readouts.</param>
    /// <param name="parameters">Readouts, confidence, permutations, seed.</param>
    /// <param name="progress">Receives steps.</param>
    /// <param name="cancellation">Stops within the enumeration.</param>
    /// <returns>All members, best first; after them the states that are in too few lots.</returns>
    public static IReadOnlyList<Association> Run(
        ComputeDevice device, IReadOnlyList<StatePartition> partitions, IReadOnlyList<TestedLot> lots, AssociationParameters parameters, StepProgress progress, CancellationToken cancellation) =>
        Run(device, partitions, lots, parameters, [], true, progress, cancellation).Associations;

    /// <summary>Runs a family that has other members beside the states, or only these.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="partitions">States and how much of each lot is in them.</param>
    /// <param name="lots">Lots with their readouts.</param>
    /// <param name="parameters">Readouts, confidence, permutations, seed.</param>
    /// <param name="others">Further members that are no state, one value per lot each: how much of the lot lies in some place.</param>
    /// <param name="states">Whether states are members; otherwise they are listed without a p.</param>
    /// <param name="progress">Receives steps.</param>
    /// <param name="cancellation">Stops within the enumeration.</param>
    /// <returns>The states as of the family without others; the tests of the others, other by readout; and, of any member, the smallest |rho| whose family-wise p is at most alpha and the largest whose is not, NaN where there is none: the critical value lies between.</returns>
    public static (IReadOnlyList<Association> Associations, MaxTHypothesis[][] Others, (double Passing, double NotPassing) Limits) Run(
        ComputeDevice device, IReadOnlyList<StatePartition> partitions, IReadOnlyList<TestedLot> lots, AssociationParameters parameters, IReadOnlyList<double[]> others, bool states,
        StepProgress progress, CancellationToken cancellation)
    {
        LotDesign design = LotDesign.Of(lots, parameters);
        MaxTOptions options = design.Options(parameters);
        StateId[] members = [.. partitions.SelectMany((p, i) => Enumerable.Range(0, p.States.Count).Select(k => new StateId(i, k)))];
        double[][] fractions = [.. members.Select(m => design.OfUnits(partitions[m.Partition].Fractions(m.Index)))];
        double[][] readouts = [.. Enumerable.Range(0, parameters.Readouts.Count).Select(i => design.OfUnits([.. lots.Select(l => l.Readouts[i])]))];
        UnitCorrelation correlation = new(design);

        int[] placeOf = new int[members.Length];
        int tested = 0;
        for (int m = 0; m < members.Length; m++) placeOf[m] = !states || IsInFewLots(fractions[m]) ? -1 : tested++;
        MaxTResult family = MaxT.Run(device, [.. fractions.Where((_, m) => placeOf[m] >= 0), .. others.Select(design.OfUnits)], readouts, options, progress, cancellation);
        progress.Begin("intervals", 0);
        int units = design.Units.Count;
        BootstrapResult[][]? bootstrap = options.IsFree && units <= IdealBootstrap.MaximumLots && units <= parameters.ExactLots ? IdealBootstrap.Run(device, fractions, readouts, parameters.Confidence) : null;
        double[][] clr = [.. partitions.SelectMany(p => p.LogRatios()).Select(design.OfUnits)];
        var found = new List<Association>();
        for (int y = 0; y < readouts.Length; y++)
        {
            for (int m = 0; m < members.Length; m++)
            {
                StatePartition partition = partitions[members[m].Partition];
                int state = members[m].Index;
                double rho = correlation.Of(fractions[m], readouts[y]);
                double rhoClr = clr[m].Any(double.IsNaN) ? double.NaN : correlation.Of(clr[m], readouts[y]);
                double[] leftOut = double.IsNaN(rho) ? [double.NaN] : correlation.LeaveOneOut(fractions[m], readouts[y]);
                Interval interval = SpearmanInterval.BonettWright(rho, design.EffectiveUnits, parameters.Confidence);
                Interval exact = bootstrap is null ? Interval.Undefined : bootstrap[m][y].Bca;
                MaxTHypothesis? p = placeOf[m] < 0 ? null : family.At(placeOf[m], y);
                found.Add(new Association
                {
                    Readout = parameters.Readouts[y],
                    State = members[m],
                    Lots = units,
                    Cells = partition.StateCells(state),
                    Rho = rho,
                    P = p?.P ?? double.NaN,
                    PFamily = p?.PSingleStep ?? double.NaN,
                    PFamilyStepDown = p?.PStepDown ?? double.NaN,
                    IntervalLow = interval.Low,
                    IntervalHigh = interval.High,
                    BootstrapLow = exact.Low,
                    BootstrapHigh = exact.High,
                    LeaveOneOutLow = leftOut.Min(),
                    LeaveOneOutHigh = leftOut.Aggregate(Math.Max),
                    RhoClr = rhoClr,
                    Stability = partition.Stability[state],
                    Flags = [.. placeOf[m] < 0 ? (string[])[NotTested] : [], .. Flags(partition, state, rho, rhoClr, design.EffectiveUnits)],
                    Rank = 0,
                });
            }
        }

        progress.End();
        MaxTHypothesis[][] rest = [.. others.Select((_, o) => Enumerable.Range(0, readouts.Length).Select(y => family.At(tested + o, y)).ToArray())];
        double passing = family.Hypotheses.Where(h => h.PSingleStep <= parameters.Alpha).Select(h => Math.Abs(h.Rho)).DefaultIfEmpty(double.NaN).Min();
        double notPassing = family.Hypotheses.Where(h => h.PSingleStep > parameters.Alpha).Select(h => Math.Abs(h.Rho)).DefaultIfEmpty(double.NaN).Max();
        return (found
            .OrderBy(a => double.IsNaN(a.PFamily)).ThenBy(a => a.PFamily).ThenByDescending(a => Math.Abs(a.Rho)).ThenByDescending(a => a.Stability)
            .ThenBy(a => partitions[a.State.Partition].Resolution).ThenBy(a => a.State.Partition).ThenBy(a => a.State.Index)
            .Select((a, i) => a with { Rank = i + 1 }).ToArray(), rest, (passing, notPassing));
    }

    /// <summary>How a family of lots that all change places is permuted.</summary>
    /// <exception cref="InvalidParameterException">The parameters restrict the orders, which needs the lots: <see cref="LotDesign.Options"/>.</exception>
    public static MaxTOptions Options(AssociationParameters parameters) => parameters is { Block.Count: 0, Unit: null, Covariates.Count: 0 }
        ? new() { ExactLots = parameters.ExactLots, ExactOrders = parameters.ExactOrders, Permutations = parameters.Permutations, Seed = parameters.Seed }
        : throw new InvalidParameterException("Blocks, units and covariates restrict which lots change places, and an analysis that was asked for beside the family of states takes all orders of the lots. Leave one of them out.");

    private static string[] Flags(StatePartition partition, int state, double rho, double rhoClr, int replicates)
    {
        var flags = new List<string>();
        int lots = partition.Lots;
        double[] fractions = partition.Fractions(state);
        if (double.IsNaN(rho)) flags.Add("NOT_ESTIMABLE");
        if (partition.LargestLotShare(state) > LargestLotShare) flags.Add("LOT_SPECIFIC");
        if (Enumerable.Range(0, lots).Count(l => partition.Count(l, state) is { } cells ? cells < FewCells : fractions[l] == 0) > 0.2 * lots) flags.Add("RARE");
        if (!double.IsNaN(rho) && !double.IsNaN(rhoClr) && Math.Sign(rho) != Math.Sign(rhoClr)) flags.Add("SIGN_DISAGREES");
        if (replicates < FewLots) flags.Add("FEW_LOTS");
        return [.. flags];
    }
}
