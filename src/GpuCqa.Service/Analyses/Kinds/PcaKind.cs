using GpuCqa.Analysis.Components;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Datasets;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Principal components: tables cells, embedding, loadings, genes and components.</summary>
public sealed class PcaKind(SpecInputs inputs) : TableKind<PcaSpec>(AnalysisSpec.KindOneofCase.Pca, s => s.Pca)
{
    private static readonly ComponentParameters Defaults = new();

    /// <summary>Parameters of principal components.</summary>
    /// <param name="prefix">Path of the message.</param>
    /// <param name="spec">The message.</param>
    /// <exception cref="InvalidParameterException">A value is out of its range, or values exclude each other.</exception>
    internal static ComponentParameters Read(string prefix, PcaSpec spec)
    {
        if ((spec.AllGenes ? 1 : 0) + (spec.Genes.Count > 0 ? 1 : 0) + (spec.HasVariableGenes ? 1 : 0) > 1)
            throw new InvalidParameterException($"{prefix}.all_genes, {prefix}.genes and {prefix}.variable_genes exclude each other.");
        if (spec.Unscaled && spec.HasClip) throw new InvalidParameterException($"{prefix}.clip is for scaled genes, and {prefix}.unscaled is set.");
        if (spec.Genes.Count is 1 or > ComponentAnalysis.MostGenes) throw new InvalidParameterException($"{prefix}.genes has {spec.Genes.Count} entries; expected 2 to {ComponentAnalysis.MostGenes}.");
        return new ComponentParameters
        {
            Limits = Limits(prefix, spec.Limits) with { MinCells = Whole($"{prefix}.min_cells", spec.HasMinCells ? spec.MinCells : Defaults.Limits.MinCells, 0, int.MaxValue) },
            Components = Whole($"{prefix}.components", spec.HasComponents ? spec.Components : Defaults.Components, 1, 10_000),
            VariableGenes = Whole($"{prefix}.variable_genes", spec.HasVariableGenes ? spec.VariableGenes : Defaults.VariableGenes, 2, ComponentAnalysis.MostGenes),
            AllGenes = spec.AllGenes,
            Genes = Names($"{prefix}.genes", spec.Genes),
            ScaleFactor = ScaleFactor(prefix, spec.HasScaleFactor, spec.ScaleFactor),
            Scaling = new PcaScaling(!spec.Uncentered, !spec.Unscaled, spec.Unscaled ? double.PositiveInfinity : spec.HasClip ? Above($"{prefix}.clip", spec.Clip, 0) : PrincipalComponents.Clip),
            Seed = spec.HasSeed ? spec.Seed : Defaults.Seed,
        };
    }

    /// <summary>Checks a message of components, of this kind or within another.</summary>
    internal static DatasetRecord Check(SpecInputs inputs, string prefix, string project, PcaSpec spec)
    {
        ComponentParameters parameters = Read(prefix, spec);
        DatasetRecord dataset = inputs.Dataset($"{prefix}.dataset", project, spec.Dataset);
        FeatureTable features = inputs.Open(dataset, spec.Read).Features;
        FeatureChoice.Of($"{prefix}.genes", features, parameters.Genes);
        if (parameters.AllGenes && features.Count > ComponentAnalysis.MostGenes)
            throw new PreconditionException($"{prefix}.all_genes: the dataset has {features.Count} genes, and principal components take at most {ComponentAnalysis.MostGenes}.");
        return dataset;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Check(string project, PcaSpec spec) => [Check(inputs, "pca", project, spec).Uid];

    /// <inheritdoc/>
    protected override JobNeed Plan(string project, PcaSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) =>
        KindNeed.Components(inputs.Size(inputs.Dataset("pca.dataset", project, spec.Dataset), spec.Read, cancellation), Read("pca", spec), device, deviceFreeBytes);

    /// <inheritdoc/>
    protected override ulong? Seed(PcaSpec spec) => Read("pca", spec).Seed;

    /// <inheritdoc/>
    protected override IReadOnlyList<InputFile> Compute(AnalysisRun run, PcaSpec spec, Workplace work)
    {
        DatasetRecord dataset = inputs.Dataset("pca.dataset", run.Project, spec.Dataset);
        ComponentResult result = ComponentAnalysis.Run(work, inputs.Open(dataset, spec.Read, work.Progress.Note), Read("pca", spec));
        ComponentTables.Write(run.Output, result, run.Cancellation);
        return [.. inputs.Files(dataset)];
    }
}
