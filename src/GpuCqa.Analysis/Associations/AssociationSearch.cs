using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Associations;

/// <summary>Tests the fraction of every cluster of every resolution against every readout; all of them are one family.</summary>
/// <remarks>
/// Statistic: Spearman correlation of p(cluster | lot) and the readout over lots. The lots' readouts are permuted jointly, so the dependence
/// between clusters and between readouts is kept; all distinct orders are enumerated up to <see cref="DiscoverParameters.ExactLots"/>
/// lots, and above where lots tie so that there are at most <see cref="DiscoverParameters.ExactOrders"/>.
/// </remarks>
public static class AssociationSearch
{
    /// <summary>A cluster with more than this share of its cells from one lot is marked LOT_SPECIFIC.</summary>
    public const double LargestLotShare = 0.5;

    /// <summary>A cluster with fewer cells than this in more than a fifth of the lots is marked RARE.</summary>
    public const int FewCells = 10;

    /// <summary>Below this number of lots an interval is indicative only: FEW_LOTS.</summary>
    public const int FewLots = 6;

    /// <summary>Runs the whole family.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="clusterings">Clusterings of the same cells.</param>
    /// <param name="compositions">Cells of each lot in each cluster, one per clustering.</param>
    /// <param name="lots">Lots with their readouts.</param>
    /// <param name="parameters">Readouts, confidence, permutations, seed.</param>
    /// <param name="progress">Receives steps.</param>
    /// <param name="cancellation">Stops within the enumeration.</param>
    /// <returns>All members, best first.</returns>
    public static IReadOnlyList<Association> Run(
        ComputeDevice device, IReadOnlyList<Clustering> clusterings, IReadOnlyList<LotComposition> compositions, IReadOnlyList<LotResult> lots,
        DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        var members = clusterings.SelectMany((c, r) => Enumerable.Range(0, c.Clusters).Select(k => (Resolution: r, Cluster: k))).ToArray();
        double[][] fractions = members.Select(m => compositions[m.Resolution].Fractions(m.Cluster)).ToArray();
        double[][] readouts = Enumerable.Range(0, parameters.Readouts.Count).Select(i => lots.Select(l => l.Readouts[i]).ToArray()).ToArray();

        MaxTResult family = MaxT.Run(device, fractions, readouts, Options(parameters), progress, cancellation);
        progress.Begin("intervals", 0);
        BootstrapResult[][]? bootstrap = lots.Count <= IdealBootstrap.MaximumLots && lots.Count <= parameters.ExactLots ? IdealBootstrap.Run(device, fractions, readouts, parameters.Confidence) : null;
        double[] stability = Stability(clusterings);
        double[][] clr = LogRatios(clusterings, compositions, lots.Count);
        var found = new List<Association>();
        for (int y = 0; y < readouts.Length; y++)
        {
            for (int m = 0; m < members.Length; m++)
            {
                LotComposition composition = compositions[members[m].Resolution];
                double rho = Spearman.Correlation(fractions[m], readouts[y]);
                double rhoClr = Spearman.Correlation(clr[m], readouts[y]);
                double[] leftOut = double.IsNaN(rho) ? [double.NaN] : Spearman.LeaveOneOut(fractions[m], readouts[y]);
                Interval interval = SpearmanInterval.BonettWright(rho, lots.Count, parameters.Confidence);
                Interval exact = bootstrap is null ? Interval.Undefined : bootstrap[m][y].Bca;
                MaxTHypothesis p = family.At(m, y);
                found.Add(new Association
                {
                    Readout = parameters.Readouts[y],
                    Resolution = clusterings[members[m].Resolution].Resolution,
                    Cluster = members[m].Cluster,
                    Lots = lots.Count,
                    Cells = composition.ClusterCells[members[m].Cluster],
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
                    Stability = stability[m],
                    Flags = Flags(composition, members[m].Cluster, rho, rhoClr, lots.Count),
                    Rank = 0,
                });
            }
        }

        progress.End();
        return found
            .OrderBy(a => double.IsNaN(a.PFamily)).ThenBy(a => a.PFamily).ThenByDescending(a => Math.Abs(a.Rho)).ThenByDescending(a => a.Stability)
            .ThenBy(a => a.Resolution).ThenBy(a => a.Cluster)
            .Select((a, i) => a with { Rank = i + 1 }).ToArray();
    }

    /// <summary>How the family is permuted.</summary>
    public static MaxTOptions Options(DiscoverParameters parameters) => new() { ExactLots = parameters.ExactLots, ExactOrders = parameters.ExactOrders, Permutations = parameters.Permutations, Seed = parameters.Seed };

    private static string[] Flags(LotComposition composition, int cluster, double rho, double rhoClr, int lots)
    {
        var flags = new List<string>();
        if (double.IsNaN(rho)) flags.Add("NOT_ESTIMABLE");
        if (composition.LargestLotShare(cluster) > LargestLotShare) flags.Add("LOT_SPECIFIC");
        if (Enumerable.Range(0, lots).Count(l => composition.Count(l, cluster) < FewCells) > 0.2 * lots) flags.Add("RARE");
        if (!double.IsNaN(rho) && !double.IsNaN(rhoClr) && Math.Sign(rho) != Math.Sign(rhoClr)) flags.Add("SIGN_DISAGREES");
        if (lots < FewLots) flags.Add("FEW_LOTS");
        return [.. flags];
    }

    // Per member: mean over the other resolutions of its best Jaccard index there.
    private static double[] Stability(IReadOnlyList<Clustering> clusterings)
    {
        var result = new List<double>();
        foreach (Clustering own in clusterings)
        {
            double[][] best = clusterings.Where(c => c != own).Select(c => ClusterJaccard.Best(own.Labels, c.Labels)).ToArray();
            for (int k = 0; k < own.Clusters; k++) result.Add(best.Length == 0 ? double.NaN : best.Average(b => b[k]));
        }

        return [.. result];
    }

    // Per member: centred log-ratio of its cluster in each lot.
    private static double[][] LogRatios(IReadOnlyList<Clustering> clusterings, IReadOnlyList<LotComposition> compositions, int lots)
    {
        var result = new List<double[]>();
        for (int r = 0; r < clusterings.Count; r++)
        {
            double[][] clr = Composition.Clr(Enumerable.Range(0, lots).Select(compositions[r].CountsOf).ToArray());
            for (int k = 0; k < clusterings[r].Clusters; k++) result.Add(clr.Select(lot => lot[k]).ToArray());
        }

        return [.. result];
    }
}
