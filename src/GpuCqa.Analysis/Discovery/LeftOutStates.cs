using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Discovery;

/// <summary>Clusters found anew without the lots that a fold leaves out, and what share of every lot is in each: features for a prediction in which nothing of a left-out lot has a part.</summary>
/// <remarks>
/// Kept genes, variable genes, PCA, alignment, neighbours and clusters are those of the other lots. A left-out lot is read by itself, with the rules of quality control applied to it alone, placed by the frozen linear model and
/// soft clusters, and each of its cells takes the cluster that its nearest cells vote for (<see cref="SymphonyTransfer"/>). No readout enters. Time: a discovery without markers and layout for each fold.
/// </remarks>
public static class LeftOutStates
{
    /// <summary>Features of all lots for each fold.</summary>
    /// <param name="device">Device.</param>
    /// <param name="input">Lots and their files.</param>
    /// <param name="lots">The lots that the discovery kept, in its order.</param>
    /// <param name="folds">What is left out together, of these lots.</param>
    /// <param name="parameters">Parameters of the discovery.</param>
    /// <param name="progress">Receives the folds done.</param>
    /// <param name="room">Room for the packed cells of one fold beside those that are there; null = memory.</param>
    /// <param name="cancellation">Stops between blocks and steps.</param>
    /// <exception cref="Core.Errors.BadDataException">A left-out lot shares too few genes with the others.</exception>
    /// <exception cref="Core.Errors.PreconditionException">Nothing is left to analyse.</exception>
    public static IReadOnlyList<LotFeatures> Of(
        ComputeDevice device, CohortInput input, IReadOnlyList<LotResult> lots, PredictionFolds folds, DiscoverParameters parameters, StepProgress progress, CellRoom? room, CancellationToken cancellation)
    {
        // What passed once passes again; the key gene is no part of this.
        DiscoverParameters own = parameters with { MinCellsPerLot = 1, KeyGene = null };
        var features = new List<LotFeatures>();
        progress.Begin("clusters without each lot", folds.LeftOut.Count);
        foreach (int[] left in folds.LeftOut)
        {
            HashSet<string> without = [.. left.Select(l => lots[l].Name)], kept = [.. lots.Select(l => l.Name).Where(n => !without.Contains(n))];
            PopulationMap map = PopulationMapper.Run(device, Part(input, kept), own, StepProgress.None, cancellation, room, statesOnly: true);
            features.Add(LotPredictions.Features(Partitions(device, map, Part(input, without), lots, own, cancellation), parameters));
            progress.Report(features.Count);
        }

        progress.End();
        return features;
    }

    private static StatePartition[] Partitions(ComputeDevice device, PopulationMap map, CohortInput query, IReadOnlyList<LotResult> lots, DiscoverParameters parameters, CancellationToken cancellation)
    {
        Dictionary<string, int> place = lots.Select((l, i) => (l.Name, i)).ToDictionary(l => l.Name, l => l.i, StringComparer.Ordinal);
        int[][][] counts = [.. map.Clusterings.Select(c => Enumerable.Range(0, c.Clusters).Select(_ => new int[lots.Count]).ToArray())];
        IReadOnlyList<StatePartition> train = ClusterPartitions.Of(map.Clusterings, map.Cells.Lots, map.Lots.Count);
        for (int r = 0; r < counts.Length; r++)
        {
            for (int k = 0; k < counts[r].Length; k++)
            {
                for (int l = 0; l < map.Lots.Count; l++) counts[r][k][place[map.Lots[l].Name]] = train[r].Count(l, k)!.Value;
            }
        }

        ReferenceModel model = Frozen(map, parameters);
        using SymphonyReference reference = SymphonyReference.Of(device, model);
        foreach (QueryLot lot in new QueryReader(device, model).Read(query, StepProgress.None, cancellation))
        {
            LabelTransfer labels = SymphonyTransfer.Run(device, model, reference, lot, new MapParameters { Method = "symphony" }, cancellation);
            for (int r = 0; r < counts.Length; r++)
            {
                foreach (int k in labels.Labels[r]) counts[r][k][place[lot.Lot.Name]]++;
            }
        }

        return [.. map.Clusterings.Select((c, r) => StatePartition.OfCounts(train[r].Name, train[r].States, counts[r], resolution: c.Resolution))];
    }

    // What mapping by votes of nearest cells needs; nothing of it is kept.
    private static ReferenceModel Frozen(PopulationMap map, DiscoverParameters parameters) => new()
    {
        Modality = map.Modality,
        Parameters = parameters,
        Genes = map.Genes,
        Pca = map.Pca,
        Alignment = map.Alignment,
        // Read only where lots were aligned, which made them.
        Soft = map.Soft ?? new SoftClusters(new DenseMatrix<double>(0, 0), [], new DenseMatrix<double>(0, 0), 0),
        Lots = map.Lots,
        Thresholds = map.Thresholds,
        Cells = map.Cells,
        Projections = map.Projections,
        Embedding = map.Embedding,
        SharedNeighbors = map.SharedNeighbors,
        Clusterings = map.Clusterings,
        StoredGenes = map.Pca.Genes,
        StoredValues = new StoredValues(new CsrMatrix<float>(0, map.Pca.Genes.Length, new long[1], [], [])),
        ClusterSums = [],
        Hypotheses = [],
        Calibration = ReferenceBuilder.Uncalibrated,
    };

    private static CohortInput Part(CohortInput input, HashSet<string> names)
    {
        int[] index = new int[input.Lots.Count];
        var kept = new List<LotInput>();
        for (int l = 0; l < index.Length; l++)
        {
            bool used = names.Contains(input.Lots[l].Lot.Name);
            index[l] = used ? kept.Count : -1;
            if (used) kept.Add(input.Lots[l]);
        }

        return new CohortInput(kept, [.. input.Files.Where(f => f.Lot < 0 || index[f.Lot] >= 0).Select(f => f.Lot < 0 ? f : f with { Lot = index[f.Lot] })])
        {
            ControlSources = input.ControlSources,
            UnusedLots = [.. input.UnusedLots, .. input.Lots.Select(l => l.Lot.Name).Where(n => !names.Contains(n))],
        };
    }
}
