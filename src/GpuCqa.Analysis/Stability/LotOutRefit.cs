using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Stability;

/// <summary>Clusters of all lots but one, everything anew from the choice of variable genes on: scaling, components, alignment, neighbours, graph, clusters.</summary>
/// <remarks>Quality control stays: its limits are those of each lot by itself. So do the genes that all lots share and enough cells have.</remarks>
internal static class LotOutRefit
{
    /// <summary>Refits without a lot.</summary>
    /// <param name="device">Device.</param>
    /// <param name="map">The discovery's cells.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="lot">The lot that is left out.</param>
    /// <param name="cancellation">Stops between blocks and steps.</param>
    /// <exception cref="Core.Errors.PreconditionException">The other lots cannot be analysed.</exception>
    public static ClusterRefit Of(ComputeDevice device, PopulationMap map, DiscoverParameters parameters, int lot, CancellationToken cancellation)
    {
        int[] lots = map.Cells.Lots, cells = [.. Enumerable.Range(0, lots.Length).Where(c => lots[c] != lot)];
        var blocks = new RemainingCells(map.Values, Array.ConvertAll(lots, l => l != lot));
        bool dense = map.Modality == CellModality.Features;
        long entries = CellSweep.Entries(map.Values);
        MemoryPlan plan = MemoryPlan.Of(CohortSize.Even(lots.Length, map.Genes.Count, entries, map.Lots.Count, CellStore.BlockCells, dense), parameters with { StabilitySeeds = null, StabilitySubsamples = null }, CellStore.BlockCells, device.FreeMemory);
        using var store = new CellStore(device, blocks, plan.Travel)
        {
            Modality = map.Modality,
            Genes = map.Genes,
            Barcodes = Array.ConvertAll(cells, c => map.Cells.Barcodes[c]),
            Lots = Array.ConvertAll(cells, c => lots[c] > lot ? lots[c] - 1 : lots[c]),
            Totals = Array.ConvertAll(cells, c => map.Cells.TotalCounts[c]),
            DetectedGenes = [],
            MitoPercent = [],
        };
        DenseMatrix<float> embedding = Embedding(device, store, map.Lots.Count - 1, parameters, cancellation);
        (NeighborTable neighbors, CsrMatrix<double> shared) = PopulationMapper.Neighbors(device, embedding, parameters with { LayoutNeighbors = parameters.Neighbors }, StepProgress.None, cancellation);
        Clustering[] found = PopulationMapper.Cluster(device, shared, neighbors.NearestIndices(parameters.Neighbors), parameters, StepProgress.None, cancellation);
        return RefitMatch.Of(RefitKind.Lot, lot + 1, lot, map.Clusterings, lots, map.Lots.Count, cells, found);
    }

    private static DenseMatrix<float> Embedding(ComputeDevice device, CellStore store, int lots, DiscoverParameters parameters, CancellationToken cancellation)
    {
        (_, int[] selected) = PopulationMapper.SelectGenes(device, store, parameters, StepProgress.None);
        cancellation.ThrowIfCancellationRequested();
        var normalized = new NormalizedBlocks(device, store, parameters.ScaleFactor);
        PcaModel pca = PrincipalComponents.Fit(device, normalized, selected, parameters.Components, parameters.Seed, StepProgress.None, cancellation);
        DenseMatrix<float> projections = PrincipalComponents.Project(device, normalized, pca, store.Count, cancellation);
        return LotAlignment.Run(device, projections.FirstColumns(Math.Min(parameters.Dimensions, projections.Columns)), store.Lots, lots, parameters.Align, new HarmonyParameters { Seed = parameters.Seed }, StepProgress.None, cancellation).Embedding;
    }
}
