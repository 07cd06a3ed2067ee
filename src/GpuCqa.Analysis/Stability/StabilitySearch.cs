using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Stability;

/// <summary>Finds the clusters of a discovery anew: with other seeds, in subsamples of the cells of every lot, and without each lot. No readout enters.</summary>
/// <remarks>
/// What a refit makes anew is what its change can act on. A seed: the search for clusters, as nothing before it draws numbers that matter. A subsample: neighbours, graph and clusters, in the embedding of all cells; components of
/// many cells move little when a fifth of every lot goes, and how they depend on what was measured is what leaving lots out shows. A lot left out: everything from the choice of genes on (<see cref="LotOutRefit"/>).
/// Philox streams keyed by refit: the same bits with any number of host threads, and whichever refits are made beside.
/// </remarks>
public static class StabilitySearch
{
    /// <summary>Refits of a step that is kept whole.</summary>
    private const int Batch = 10;

    /// <summary>Makes all refits.</summary>
    /// <param name="device">Device; its host threads make several refits at a time where cells are few.</param>
    /// <param name="map">The discovery's cells.</param>
    /// <param name="parameters">Numbers of subsamples and seeds, and how clusters are found.</param>
    /// <param name="progress">Receives steps, and a warning where a lot could not be left out.</param>
    /// <param name="steps">Keeps each batch of refits.</param>
    /// <param name="cancellation">Stops within seconds.</param>
    /// <returns>The refits, seeds first, then subsamples, then lots; and how alike clusterings of all cells are.</returns>
    public static (IReadOnlyList<ClusterRefit> Refits, IReadOnlyList<PartitionAgreement> Agreement) Run(
        ComputeDevice device, PopulationMap map, DiscoverParameters parameters, StepProgress progress, KeptSteps steps, CancellationToken cancellation)
    {
        int[] lots = map.Cells.Lots;
        int length = LongNeighbors.LengthFor(parameters.Neighbors, lots.Length);
        int[] lists = steps.Of("stability: neighbours", progress, told => Begun(told, "stability: neighbours", 0, () => LongNeighbors.Search(device, map.Embedding, length)));
        var neighbors = new LongNeighbors(map.Embedding, length, lists);
        NeighborTable nearest = neighbors.Nearest(parameters.Neighbors);
        var lanes = new RefitLanes(device, lots.Length);
        var refits = new List<ClusterRefit>();
        var labels = new List<int[][]>();

        foreach ((string step, int from, int to) in Batches("seeds", parameters.StabilitySeeds ?? 0))
        {
            (ClusterRefit[] made, int[][][] found) = steps.Of(step, progress, told => Begun(told, step, to - from, () =>
            {
                var all = new int[to - from][][];
                ClusterRefit[] own = lanes.Run(to - from, told, (host, i) =>
                {
                    Clustering[] clusterings = PopulationMapper.Cluster(host, map.SharedNeighbors, nearest, parameters, StepProgress.None, cancellation, SeedOf(parameters, from + i));
                    all[i] = [.. clusterings.Select(c => c.Labels)];
                    return RefitMatch.Of(RefitKind.Seed, from + i + 1, -1, map.Clusterings, lots, map.Lots.Count, null, clusterings);
                });
                return (own, all);
            }));
            refits.AddRange(made);
            labels.AddRange(found);
        }

        foreach ((string step, int from, int to) in Batches("subsamples", parameters.StabilitySubsamples ?? 0))
        {
            refits.AddRange(steps.Of(step, progress, told => Begun(told, step, to - from, () => lanes.Run(to - from, told, (host, i) =>
            {
                int[] cells = SubsampleDraw.Of(lots, map.Lots.Count, parameters.Seed, from + i);
                (NeighborTable table, _) = neighbors.Among(cells, parameters.Neighbors);
                CsrMatrix<double> shared = host.SharedNeighbors(table, parameters.PruneSnn);
                Clustering[] clusterings = PopulationMapper.Cluster(host, shared, table, parameters, StepProgress.None, cancellation);
                return RefitMatch.Of(RefitKind.Subsample, from + i + 1, -1, map.Clusterings, lots, map.Lots.Count, cells, clusterings);
            }))));
        }

        for (int l = 0; l < map.Lots.Count; l++)
        {
            int lot = l;
            string step = $"stability: without lot {lot + 1}";
            if (steps.Of(step, progress, told => Begun(told, step, 0, () => Without(device, map, parameters, lot, told, cancellation))) is { } made) refits.Add(made);
        }

        return (refits, Agreement(device, [[.. map.Clusterings.Select(c => c.Labels)], .. labels]));
    }

    /// <summary>The seed of a clustering, from 0.</summary>
    internal static ulong SeedOf(DiscoverParameters parameters, int number) => new Philox(parameters.Seed, RandomPurpose.StabilitySeeds, (ulong)number).NextUInt64();

    private static ClusterRefit? Without(ComputeDevice device, PopulationMap map, DiscoverParameters parameters, int lot, StepProgress progress, CancellationToken cancellation)
    {
        try
        {
            return LotOutRefit.Of(device, map, parameters, lot, cancellation);
        }
        catch (PreconditionException error)
        {
            progress.Warn($"Clusters could not be found anew without {map.Lots[lot].Name}, so it is not known whether they rest on that lot: {error.Message}");
            return null;
        }
    }

    private static PartitionAgreement[] Agreement(ComputeDevice device, IReadOnlyList<int[][]> runs)
    {
        (int Seed, int Resolution)[] all = [.. runs.SelectMany((run, s) => run.Select((_, r) => (s, r)))];
        (int A, int B)[] pairs = [.. Enumerable.Range(0, all.Length).SelectMany(a => Enumerable.Range(a + 1, all.Length - a - 1).Select(b => (a, b)))];
        var found = new PartitionAgreement[pairs.Length];
        device.ForEach(pairs.Length, i =>
        {
            ((int s, int r), (int t, int q)) = (all[pairs[i].A], all[pairs[i].B]);
            found[i] = new PartitionAgreement(r, s, q, t, AdjustedRandIndex.Of(runs[s][r], runs[t][q]));
        });
        return found;
    }

    private static IEnumerable<(string Step, int From, int To)> Batches(string what, int count)
    {
        for (int from = 0; from < count; from += Batch)
        {
            int to = Math.Min(count, from + Batch);
            yield return ($"stability: {what} {from + 1} to {to}", from, to);
        }
    }

    private static T Begun<T>(StepProgress progress, string step, long total, Func<T> make)
    {
        progress.Begin(step, total);
        T made = make();
        progress.End();
        return made;
    }
}
