using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Genes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Principal components of one dataset, whose cells may not fit into memory: five sweeps over the shelf.</summary>
public static class ComponentAnalysis
{
    /// <summary>Most genes: their Gram matrix takes 8 bytes a pair.</summary>
    public const int MostGenes = 20_000;

    /// <summary>Reads, selects genes, fits and projects.</summary>
    /// <exception cref="BadDataException">The dataset is damaged.</exception>
    /// <exception cref="PreconditionException">Too little is left to analyse.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; seen at the next block.</exception>
    public static ComponentResult Run(Workplace work, CellSource source, ComponentParameters parameters)
    {
        using DatasetCells cells = DatasetReader.Read(work, source, parameters.Limits, source.Modality, parameters.Plan);
        CellStore store = cells.Store;
        if ((long)store.Count * parameters.Components > Array.MaxLength) throw new PreconditionException($"{store.Count} cells x {parameters.Components} components are more than {Array.MaxLength} numbers; ask for fewer components.");
        (IReadOnlyList<VariableGene> variability, int[] selected) = Select(work, cells, source, parameters);
        if (selected.Length > MostGenes) throw new PreconditionException($"{selected.Length} genes are selected; principal components take at most {MostGenes}.");
        var blocks = new NormalizedBlocks(work.Device, store, parameters.ScaleFactor);
        PcaModel model = PrincipalComponents.Fit(work.Device, blocks, selected, parameters.Components, parameters.Scaling, parameters.Seed, work.Progress, work.Cancellation);
        if (model.Loadings.Columns < parameters.Components) work.Progress.Note($"{model.Genes.Length} varying columns give at most {model.Loadings.Columns} components here; {parameters.Components} were asked for.");
        work.Progress.Begin("projection", blocks.Count);
        Report(work, cells.Shelf);
        DenseMatrix<float> embedding = PrincipalComponents.Project(work.Device, blocks, model, store.Count, work.Cancellation);
        cells.Shelf.Read = null;
        work.Progress.End();
        return new ComponentResult(store.Genes, store.Barcodes, store.Totals, store.DetectedGenes, variability, selected, model, embedding);
    }

    private static (IReadOnlyList<VariableGene> Variability, int[] Selected) Select(Workplace work, DatasetCells cells, CellSource source, ComponentParameters parameters)
    {
        FeatureTable genes = cells.Store.Genes;
        if (parameters.Genes.Count > 0)
        {
            var places = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int g = 0; g < genes.Count; g++) places[genes.Ids[g]] = g;
            int[] named = FeatureChoice.Of("genes", source.Features, parameters.Genes);
            int[] left = named.Select(g => places.GetValueOrDefault(source.Features.Ids[g], -1)).Where(g => g >= 0).ToArray();
            if (left.Length < named.Length) work.Progress.Note($"{named.Length - left.Length} of {named.Length} named genes are detected in too few cells and were left out.");
            return ([], left);
        }

        if (parameters.AllGenes || source.Modality == CellModality.Features) return ([], [.. Enumerable.Range(0, genes.Count)]);
        if (genes.Count < VarianceStabilization.FewestGenes)
        {
            work.Progress.Note($"A panel of {genes.Count} genes: all of them are used, none is selected for its variance.");
            return ([], [.. Enumerable.Range(0, genes.Count)]);
        }

        work.Progress.Begin("variable genes", 2L * cells.Shelf.Count);
        Report(work, cells.Shelf);
        IReadOnlyList<VariableGene> variability = VariableGeneSearch.Measure(work.Device, cells.Store);
        cells.Shelf.Read = null;
        int[] selected = VarianceStabilization.Select(variability, parameters.VariableGenes);
        if (selected.Length < parameters.VariableGenes) work.Progress.Note($"Only {selected.Length} genes vary; {parameters.VariableGenes} variable genes were asked for.");
        work.Progress.End();
        return (variability, selected);
    }

    private static void Report(Workplace work, BlockShelf shelf)
    {
        long done = 0;
        shelf.Read = () => work.Progress.Report(done++);
    }
}
