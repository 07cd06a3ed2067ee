using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Validation;

/// <summary>What a simulated cohort shows by clusters, by neighbourhoods, and by both in one family.</summary>
/// <param name="Route">The route.</param>
/// <param name="P">Smallest family-wise p.</param>
/// <param name="Raw">Smallest p without correction.</param>
/// <param name="GlobalP">p of all neighbourhoods together; NaN for clusters.</param>
/// <param name="Tests">Members of the family.</param>
/// <param name="Lift">Share of planted cells among those that rise with the readout in what passes, over their share among all cells; 0 when nothing passes.</param>
/// <param name="Jaccard">Jaccard index of these cells and the planted ones.</param>
/// <param name="Whole">Largest Jaccard index of the planted cells and any one cluster: how far the clusters leave the state whole.</param>
/// <param name="Steps">Steps of the walk.</param>
internal sealed record CohortRoute(string Route, double P, double Raw, double GlobalP, int Tests, double Lift, double Jaccard, double Whole, int Steps)
{
    /// <summary>The routes.</summary>
    public static string[] Routes { get; } = [DiscoverParameters.Clusters, DiscoverParameters.Neighbourhoods, DiscoverParameters.Both];

    /// <summary>Runs every route on one cohort.</summary>
    public static CohortRoute[] Run(ComputeDevice device, StateCohort cohort, DiscoverParameters parameters)
    {
        using DeviceMatrix<float> points = device.Upload(cohort.Points);
        CsrMatrix<double> shared = device.SharedNeighbors(device.NearestNeighbors(points, points, parameters.Neighbors, DistanceMetric.Euclidean), parameters.PruneSnn);
        Clustering[] clusterings = Leiden.Cluster(device, shared, parameters.Resolutions, parameters.Seed);
        TestedLot[] lots = [.. cohort.Readout.Select((y, l) => new TestedLot($"L{l}", null, null, null, null, [y]))];
        IReadOnlyList<StatePartition> partitions = ClusterPartitions.Of(clusterings, cohort.Lots, lots.Length);
        DesignStatement design = DesignCheck.Check(["y"], [cohort.Readout], parameters.Alpha, AssociationSearch.Options(parameters));
        NeighbourhoodField field = NeighbourhoodField.Of(device, shared, cohort.Lots, lots.Length, NeighbourhoodField.Affordable(parameters.TestedNeighbourhoods, design, parameters.Alpha), StepProgress.None);
        return [.. Routes.Select(route => One(device, cohort, parameters, route, clusterings, lots, partitions, field))];
    }

    private static CohortRoute One(
        ComputeDevice device, StateCohort cohort, DiscoverParameters parameters, string route, Clustering[] clusterings, TestedLot[] lots, IReadOnlyList<StatePartition> partitions, NeighbourhoodField field)
    {
        bool clusters = route != DiscoverParameters.Neighbourhoods, places = route != DiscoverParameters.Clusters;
        (IReadOnlyList<Association> associations, MaxTHypothesis[][] others, (double, double) limits) =
            AssociationSearch.Run(device, partitions, lots, parameters, places ? field.Profiles : [], clusters, StepProgress.None, CancellationToken.None);
        double[] p = [.. associations.Select(a => a.PFamily).Concat(others.Select(o => o[0].PSingleStep)).Where(v => !double.IsNaN(v))];
        double[] raw = [.. associations.Select(a => a.P).Concat(others.Select(o => o[0].P)).Where(v => !double.IsNaN(v))];
        bool[] passing = new bool[cohort.Lots.Length];
        foreach (Association a in associations.Where(a => a.PFamily <= parameters.Alpha && a.Rho > 0))
        {
            for (int c = 0; c < passing.Length; c++) passing[c] |= clusterings[a.State.Partition].Labels[c] == a.State.Index;
        }

        double global = double.NaN;
        if (places)
        {
            NeighbourhoodAssociation found = NeighbourhoodSearch.Run(device, field, others, limits, lots, parameters, StepProgress.None).Readouts[0];
            global = found.Global.P;
            for (int c = 0; c < passing.Length; c++) passing[c] |= found.Region[c] > 0;
        }

        double inside = passing.Where((is_, c) => is_ && cohort.Planted[c]).Count() / Math.Max(1.0, passing.Count(is_ => is_)), all = cohort.Planted.Count(is_ => is_) / (double)passing.Length;
        double whole = clusterings.Max(c => Enumerable.Range(0, c.Clusters).Max(k => Overlap(cohort.Planted, Array.ConvertAll(c.Labels, l => l == k))));
        return new CohortRoute(route, p.DefaultIfEmpty(1).Min(), raw.DefaultIfEmpty(1).Min(), global, p.Length, inside / all, Overlap(cohort.Planted, passing), whole, field.Abundance.Steps);
    }

    private static double Overlap(bool[] a, bool[] b) => a.Where((x, i) => x && b[i]).Count() / Math.Max(1.0, a.Where((x, i) => x || b[i]).Count());
}
