using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Planning;
using GpuCqa.Api.V1;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Service.Datasets;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Analyses.Kinds;

/// <summary>Columns of one dataset with each other over its cells.</summary>
internal sealed class CellCorrelation(SpecInputs inputs)
{
    /// <summary>Checks the fields of this form.</summary>
    public IReadOnlyList<string> Check(string project, CorrelateSpec spec)
    {
        if (spec.Readouts.Count > 0) throw new InvalidParameterException("correlate.readouts is for correlate.cohort.");
        if (spec.Summary != CorrelateSpec.Types.Summary.Unspecified) throw new InvalidParameterException("correlate.summary is for correlate.cohort.");
        DatasetRecord dataset = Find(project, spec);
        FeatureTable features = inputs.Open(dataset, spec.Read).Features;
        FeatureChoice.Of("correlate.columns", features, spec.Columns);
        int others = FeatureChoice.Of("correlate.others", features, spec.Others.Count > 0 ? spec.Others : spec.Columns).Length, most = TableWriter.MostBytes / sizeof(double);
        return others <= most ? [dataset.Uid] : throw new PreconditionException($"correlate.others are {others} columns; expected at most {most}.");
    }

    /// <summary>What is needed.</summary>
    public JobNeed Plan(string project, CorrelateSpec spec, long? deviceFreeBytes, CancellationToken cancellation)
    {
        CohortSize size = inputs.Size(Find(project, spec), spec.Read, cancellation);
        long columns = spec.Columns.Count > 0 ? spec.Columns.Count : size.Genes;
        return KindNeed.Correlations(size, columns, spec.Others.Count > 0 ? spec.Others.Count : columns, deviceFreeBytes);
    }

    /// <summary>Computes and writes.</summary>
    public IReadOnlyList<InputFile> Run(AnalysisRun run, CorrelateSpec spec, Workplace work)
    {
        DatasetRecord dataset = Find(run.Project, spec);
        CellSource source = inputs.Open(dataset, spec.Read, work.Progress.Note);
        using DatasetCells cells = DatasetReader.Read(
            work, source, SpecFields.Limits("correlate", spec.Limits), spec.Raw ? CellModality.Features : source.Modality, new DiscoverParameters { Readouts = [], VariableGenes = 2, Components = 2, Dimensions = 2 });
        FeatureTable features = cells.Store.Genes;
        int[] columns = FeatureChoice.Of("correlate.columns", features, spec.Columns), others = spec.Others.Count > 0 ? FeatureChoice.Of("correlate.others", features, spec.Others) : columns;
        Names(run.Output, "columns", features, columns, cells.Store);
        Names(run.Output, "others", features, others, cells.Store);
        var correlation = new ColumnCorrelation(work, cells.Store, CorrelateKind.ScaleFactor(spec), CorrelateKind.Method(spec));
        using TableWriter table = run.Output.Table("correlations", Columns.Float64("correlation", others.Length));
        foreach (DenseMatrix<double> rows in correlation.Rows(columns, others))
        {
            for (int r = 0; r < rows.Rows; r++)
            {
                table.Write(rows.Row(r));
                table.EndRow();
            }
        }

        return [.. inputs.Files(dataset)];
    }

    private static void Names(ResultOutput output, string name, FeatureTable features, int[] columns, CellStore cells)
    {
        using TableWriter table = output.Table(name, Columns.Text("id"), Columns.Text("name"), Columns.Int64("n"));
        foreach (int column in columns)
        {
            table.Write(features.Ids[column]);
            table.Write(features.Names[column]);
            table.Write((long)cells.Count);
            table.EndRow();
        }
    }

    private DatasetRecord Find(string project, CorrelateSpec spec) => inputs.Dataset("correlate.dataset", project, spec.Dataset);
}
