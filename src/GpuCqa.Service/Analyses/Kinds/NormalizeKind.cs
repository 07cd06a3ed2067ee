using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Results;
using static GpuCqa.Service.Analyses.Kinds.SpecFields;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Library-size normalization: tables cells, genes and entries.</summary>
public sealed class NormalizeKind(SpecInputs inputs) : TableKind<NormalizeSpec>(AnalysisSpec.KindOneofCase.Normalize, s => s.Normalize)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Check(string project, NormalizeSpec spec)
    {
        NormalizeParameters parameters = Read(spec);
        DatasetRecord dataset = Find(project, spec);
        CellSource source = inputs.Open(dataset, spec.Read);
        if (source.Modality != CellModality.Counts) throw new PreconditionException("normalize.dataset holds measurements, not counts: cells have no library size.");
        FeatureChoice.Of("normalize.genes", source.Features, parameters.Genes);
        return [dataset.Uid];
    }

    /// <inheritdoc/>
    protected override JobNeed Plan(string project, NormalizeSpec spec, DeviceInfo device, long? deviceFreeBytes, CancellationToken cancellation) =>
        KindNeed.Normalize(inputs.Size(Find(project, spec), spec.Read, cancellation), deviceFreeBytes);

    /// <inheritdoc/>
    protected override IReadOnlyList<InputFile> Compute(AnalysisRun run, NormalizeSpec spec, Workplace work)
    {
        DatasetRecord dataset = Find(run.Project, spec);
        NormalizeParameters parameters = Read(spec);
        CellSource source = inputs.Open(dataset, spec.Read, work.Progress.Note);
        using (TableWriter genes = run.Output.Table("genes", Columns.Text("id"), Columns.Text("name")))
        {
            foreach (int g in FeatureChoice.Of("normalize.genes", source.Features, parameters.Genes))
            {
                genes.Write(source.Features.Ids[g]);
                genes.Write(source.Features.Names[g]);
                genes.EndRow();
            }
        }

        using TableWriter cells = run.Output.Table("cells", Columns.Text("barcode"), Columns.Float64("total"), Columns.Int32("detected_genes"), Columns.Int64("first_entry"), Columns.Int32("entries"));
        using TableWriter entries = run.Output.Table("entries", Columns.Int32("cell"), Columns.Int32("gene"), Columns.Float32("value"));
        int cell = 0;
        long first = 0;
        foreach (NormalizedBlock block in Normalizer.Run(work, source, parameters))
        {
            for (int r = 0; r < block.Values.Rows; r++, cell++)
            {
                ReadOnlySpan<int> indices = block.Values.RowIndices(r);
                ReadOnlySpan<double> values = block.Values.RowValues(r);
                cells.Write(block.Barcodes[r]);
                cells.Write(block.Totals[r]);
                cells.Write(block.DetectedGenes[r]);
                cells.Write(first);
                cells.Write(indices.Length);
                cells.EndRow();
                for (int i = 0; i < indices.Length; i++)
                {
                    entries.Write(cell);
                    entries.Write(indices[i]);
                    entries.Write((float)values[i]);
                    entries.EndRow();
                }

                first += indices.Length;
            }
        }

        return [.. inputs.Files(dataset)];
    }

    private static NormalizeParameters Read(NormalizeSpec spec)
    {
        if (spec.ScaleToMedian && spec.HasScaleFactor) throw new InvalidParameterException("normalize.scale_factor and normalize.scale_to_median exclude each other.");
        return new NormalizeParameters
        {
            ScaleFactor = ScaleFactor("normalize", spec.HasScaleFactor, spec.ScaleFactor),
            ScaleToMedian = spec.ScaleToMedian,
            Linear = spec.Linear,
            Genes = Names("normalize.genes", spec.Genes),
        };
    }

    private DatasetRecord Find(string project, NormalizeSpec spec) => inputs.Dataset("normalize.dataset", project, spec.Dataset);
}
