using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Datasets;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Principal components: tables cells, embedding, loadings, genes and components.</summary>
public sealed class PcaKind(DatasetSource datasets) : PrimitiveKind
{
    /// <inheritdoc/>
    public override AnalysisSpec.KindOneofCase Case => AnalysisSpec.KindOneofCase.Pca;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(string project, AnalysisSpec spec) => [Check(datasets, "pca", project, spec.Pca).Uid];

    /// <inheritdoc/>
    public override JobNeed Plan(string project, AnalysisSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation)
    {
        DatasetRecord dataset = datasets.Find("pca.dataset", project, spec.Pca.Dataset);
        return PrimitiveNeed.Components(datasets.Size(dataset, spec.Pca.Read, cancellation), PrimitiveFields.Read("pca", spec.Pca), device, deviceFreeBytes);
    }

    internal static DatasetRecord Check(DatasetSource datasets, string prefix, string project, PcaSpec spec)
    {
        ComponentParameters parameters = PrimitiveFields.Read(prefix, spec);
        DatasetRecord dataset = datasets.Find($"{prefix}.dataset", project, spec.Dataset);
        FeatureTable features = datasets.Open(dataset, spec.Read).Features;
        FeatureChoice.Of($"{prefix}.genes", features, parameters.Genes);
        if (parameters.AllGenes && features.Count > ComponentAnalysis.MostGenes)
            throw new PreconditionException($"{prefix}.all_genes: the dataset has {features.Count} genes, and principal components take at most {ComponentAnalysis.MostGenes}.");
        return dataset;
    }

    /// <inheritdoc/>
    protected override ulong? Seed(AnalysisSpec spec) => PrimitiveFields.Read("pca", spec.Pca).Seed;

    /// <inheritdoc/>
    protected override IReadOnlyList<InputFile> Compute(AnalysisRun run, Workplace work)
    {
        DatasetRecord dataset = datasets.Find("pca.dataset", run.Project, run.Spec.Pca.Dataset);
        ComponentResult result = ComponentAnalysis.Run(work, datasets.Open(dataset, run.Spec.Pca.Read, work.Progress.Note), PrimitiveFields.Read("pca", run.Spec.Pca));
        ComponentTables.Write(run.Output, result, run.Cancellation);
        return [.. datasets.Files(dataset)];
    }
}
