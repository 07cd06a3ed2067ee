using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.GeneSets;
using GpuCqa.Analysis.Genes;
using GpuCqa.Analysis.Images;
using GpuCqa.Analysis.Layout;
using GpuCqa.Analysis.Markers;
using GpuCqa.Analysis.Pseudobulk;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;

namespace GpuCqa.Analysis.Populations;

/// <summary>From files of cells to clusters, markers and a layout. No readout enters here.</summary>
public static class PopulationMapper
{
    /// <summary>Runs every step.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="input">Lots and their cells.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="progress">Receives steps and notes.</param>
    /// <param name="cancellation">Stops between blocks and steps.</param>
    /// <param name="room">Room for the packed cells; null = memory.</param>
    /// <param name="steps">Keeps finished steps; null = none.</param>
    /// <param name="statesOnly">Leave out what describes clusters and changes none: there are no markers and no programs, and the layout is all 0.</param>
    /// <exception cref="Core.Errors.BadDataException">A source is damaged.</exception>
    /// <exception cref="Core.Errors.PreconditionException">Nothing is left to analyse.</exception>
    public static PopulationMap Run(
        ComputeDevice device, CohortInput input, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation, CellRoom? room = null, KeptSteps? steps = null, bool statesOnly = false)
    {
        steps ??= KeptSteps.None;
        ImageScaling? images = input.IsOfPlates ? steps.Of("image features", progress, told => PlateSearch.Learn(device, input, parameters, told, cancellation)) : null;
        FilteredCells filtered = steps.Of("cells", progress, told => images is null
            ? CohortReader.Filtered(device, input, parameters, told, cancellation, room)
            : Scaled(device, ScaledInput.Of(input, images), parameters, told, room, cancellation));
        CohortCells cohort = CohortCells.Of(device, filtered, parameters);
        using CellStore cells = cohort.Cells;
        // A misspelt gene ends the run here rather than after it.
        if (parameters.KeyGene is { } key) _ = KeyGene.IndexOf(key, cells.Genes, cells.Modality);
        IReadOnlyList<GeneSetMatch> geneSets = GeneSetMatch.Of(input.GeneSets, cells.Genes, cells.Modality, parameters, progress);
        var blocks = new NormalizedBlocks(device, cells, parameters.ScaleFactor);

        (IReadOnlyList<VariableGene> variability, int[] selected) = steps.Of("variable genes", progress, told => SelectGenes(device, cells, parameters, told));
        (PcaModel pca, DenseMatrix<float> projections) = steps.Of("principal components", progress, told =>
        {
            PcaModel fitted = PrincipalComponents.Fit(device, blocks, selected, parameters.Components, parameters.Seed, told, cancellation);
            return (fitted, PrincipalComponents.Project(device, blocks, fitted, cells.Count, cancellation));
        });
        cancellation.ThrowIfCancellationRequested();

        int dimensions = Math.Min(parameters.Dimensions, projections.Columns);
        string most = $"{pca.Genes.Length} varying {(cells.Modality == CellModality.Counts ? "genes" : "features")} and {cells.Count} cells give at most";
        if (projections.Columns < parameters.Components) progress.Note($"{most} {projections.Columns} components; {parameters.Components} were asked for{(dimensions < parameters.Dimensions ? $", and all {dimensions} are used" : "")}.");
        if (pca.Carrying < pca.StandardDeviations.Length) progress.Note($"{most} {pca.Carrying} components that carry variance; {parameters.Components} were asked for, and those after them have a standard deviation of 0.");
        (DenseMatrix<float> embedding, AlignmentResult alignment, SoftClusters? soft) = steps.Of("alignment of lots", progress, told =>
            Align(device, projections.FirstColumns(dimensions), cohort.Cells.Lots, cohort.Lots.Count, parameters, told, cancellation));
        (NeighborTable neighbors, CsrMatrix<double> shared) = steps.Of("neighbours", progress, told => Neighbors(device, embedding, parameters, told, cancellation));
        IReadOnlyList<Clustering> clusterings = steps.Of("clusters", progress, told => Cluster(device, shared, neighbors.NearestIndices(parameters.Neighbors), parameters, told, cancellation));
        IReadOnlyList<Marker> markers = statesOnly ? [] : steps.Of("markers", progress, told => Markers(device, blocks, cells, clusterings, parameters, told, cancellation));
        ClusterPrograms? programs = statesOnly ? null : Programs(device, cells, cohort.Lots, clusterings, geneSets, parameters, progress, cancellation);
        DenseMatrix<float> layout = statesOnly ? new DenseMatrix<float>(cells.Count, 2) : steps.Of("layout", progress, told => UmapLayout.Compute(
            device, neighbors.Nearest(parameters.LayoutNeighbors), embedding, LayoutParameters(parameters), told, cancellation));

        return new PopulationMap
        {
            Modality = cells.Modality,
            Images = images,
            Genes = cells.Genes,
            Lots = cohort.Lots,
            Thresholds = cohort.Thresholds,
            Join = cohort.Join,
            Values = cells.Blocks,
            Cells = new CellTable(cells.Barcodes, cells.Lots, cells.Totals, cells.DetectedGenes, cells.MitoPercent, layout),
            Variability = variability,
            Pca = pca,
            Projections = projections,
            Embedding = embedding,
            Alignment = alignment,
            Soft = soft,
            SharedNeighbors = shared,
            Clusterings = clusterings,
            Markers = markers,
            Programs = programs,
        };
    }

    private static FilteredCells Scaled(ComputeDevice device, ScaledInput images, DiscoverParameters parameters, StepProgress progress, CellRoom? room, CancellationToken cancellation)
    {
        FilteredCells cells = CohortReader.Filtered(device, images.Input, parameters, progress, cancellation, room);
        return cells with { Lots = [.. cells.Lots.Select(images.Counted)] };
    }

    private static ClusterPrograms? Programs(
        ComputeDevice device, CellStore cells, IReadOnlyList<LotResult> lots, IReadOnlyList<Clustering> clusterings, IReadOnlyList<GeneSetMatch> geneSets, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        if (cells.Modality != CellModality.Counts) return null;
        progress.Begin(geneSets.Count > 0 ? "markers over lots and gene sets" : "markers over lots", 0);
        ClusterPrograms programs = PseudobulkSearch.Run(device, cells, lots, clusterings, geneSets, parameters, progress, cancellation);
        progress.End();
        return programs;
    }

    internal static (IReadOnlyList<VariableGene> Variability, int[] Selected) SelectGenes(ComputeDevice device, CellStore cells, DiscoverParameters parameters, StepProgress progress) =>
        SelectGenes(cells.Modality, cells.Genes.Count, () => VariableGeneSearch.Measure(device, cells), parameters, progress);

    /// <summary>Selects variable genes.</summary>
    /// <param name="modality">What the values are.</param>
    /// <param name="genes">Kept genes.</param>
    /// <param name="measure">Statistics of every gene; not asked for where none is selected for its variance.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="progress">Receives notes.</param>
    internal static (IReadOnlyList<VariableGene> Variability, int[] Selected) SelectGenes(CellModality modality, int genes, Func<IReadOnlyList<VariableGene>> measure, DiscoverParameters parameters, StepProgress progress)
    {
        if (modality == CellModality.Features) return ([], [.. Enumerable.Range(0, genes)]);
        if (genes < VarianceStabilization.FewestGenes)
        {
            progress.Note($"A panel of {genes} genes: all of them are used, none is selected for its variance.");
            return ([], [.. Enumerable.Range(0, genes)]);
        }

        progress.Begin("variable genes", 0);
        IReadOnlyList<VariableGene> variability = measure();
        int[] selected = VarianceStabilization.Select(variability, parameters.VariableGenes);
        if (selected.Length < parameters.VariableGenes) progress.Note($"Only {Counted.Of(selected.Length, "gene")} {Counted.Word(selected.Length, "varies", "vary")}; {parameters.VariableGenes} variable genes were asked for.");
        progress.End();
        return (variability, selected);
    }

    internal static (DenseMatrix<float> Embedding, AlignmentResult Result, SoftClusters? Soft) Align(
        ComputeDevice device, DenseMatrix<float> projections, int[] lotOfCell, int lots, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("alignment of lots", 0);
        var aligned = LotAlignment.Run(device, projections, lotOfCell, lots, parameters.Align, new HarmonyParameters { Seed = parameters.Seed }, progress, cancellation);
        progress.End();
        return aligned;
    }

    private static IReadOnlyList<Marker> Markers(
        ComputeDevice device, NormalizedBlocks blocks, CellStore cells, IReadOnlyList<Clustering> clusterings, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("markers", 0);
        IReadOnlyList<Marker> markers = cells.Modality == CellModality.Counts
            ? MarkerSearch.Find(device, new GeneStripes(device, blocks, cells), cells.Genes, clusterings, MarkerFilter.Of(parameters), cancellation)
            : FeatureMarkers.Find(device, new GeneStripes(device, blocks, cells), cells.Genes, clusterings);
        progress.End();
        return markers;
    }

    internal static (NeighborTable Neighbors, CsrMatrix<double> Shared) Neighbors(
        ComputeDevice device, DenseMatrix<float> embedding, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        return Neighbors(device, embedding.Rows, k =>
        {
            using DeviceMatrix<float> points = device.Upload(embedding);
            return device.NearestNeighbors(points, points, k, DistanceMetric.Euclidean);
        }, parameters, progress, cancellation);
    }

    /// <summary>Neighbours that a cell is given, among so many cells.</summary>
    internal static int NeighborsOf(int cells, DiscoverParameters parameters) => Math.Min(Math.Max(parameters.Neighbors, parameters.LayoutNeighbors), cells);

    /// <summary>The neighbours of every cell, however they are found, and the graph of shared ones.</summary>
    internal static (NeighborTable Neighbors, CsrMatrix<double> Shared) Neighbors(ComputeDevice device, int cells, Func<int, NeighborTable> search, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("neighbours", 0);
        int k = NeighborsOf(cells, parameters);
        if (k < Math.Max(parameters.Neighbors, parameters.LayoutNeighbors)) progress.Note($"Only {Counted.Of(k, "cell")} {Counted.Word(k, "is", "are")} left; each has all of them as neighbours.");
        NeighborTable neighbors = search(k);
        cancellation.ThrowIfCancellationRequested();
        CsrMatrix<double> shared = device.SharedNeighbors(neighbors.NearestIndices(parameters.Neighbors), parameters.PruneSnn);
        progress.End();
        cancellation.ThrowIfCancellationRequested();
        return (neighbors, shared);
    }

    /// <summary>Clusters the cells of a graph at every resolution.</summary>
    /// <param name="device">Its host threads work side by side.</param>
    /// <param name="shared">cells x cells, shared-neighbour weight.</param>
    /// <param name="neighbors">Nearest neighbours that the graph was made of.</param>
    /// <param name="parameters">Algorithm, resolutions, seed.</param>
    /// <param name="progress">Told after each resolution.</param>
    /// <param name="cancellation">Stops within seconds.</param>
    /// <param name="seed">Another seed than a discovery's; null = that one.</param>
    internal static Clustering[] Cluster(ComputeDevice device, CsrMatrix<double> shared, NeighborTable neighbors, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation, ulong? seed = null)
    {
        progress.Begin("clusters", parameters.Resolutions.Count);
        Clustering[] clusterings = parameters.Algorithm == "louvain"
            ? Louvain(device, shared, parameters, seed ?? 0, cancellation)
            : Leiden.Cluster(device, shared, parameters.Resolutions, seed ?? parameters.Seed, progress: progress, cancellation: cancellation);
        if (parameters.Algorithm != "louvain") device.ForEach(clusterings.Length, r => clusterings[r] = StrayCells.Join(clusterings[r], neighbors, shared));
        progress.End();
        return clusterings;
    }

    private static Clustering[] Louvain(ComputeDevice device, CsrMatrix<double> shared, DiscoverParameters parameters, ulong seed, CancellationToken cancellation)
    {
        var clusterings = new Clustering[parameters.Resolutions.Count];
        device.ForEach(clusterings.Length, r => clusterings[r] = SeuratLouvain.Cluster(shared, parameters.Resolutions[r], seed: seed, cancellation: cancellation));
        return clusterings;
    }

    private static UmapParameters LayoutParameters(DiscoverParameters parameters) => new()
    {
        MinDistance = parameters.LayoutMinDistance,
        Epochs = parameters.LayoutEpochs,
        Seed = parameters.Seed,
    };
}
