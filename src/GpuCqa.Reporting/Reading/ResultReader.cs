using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Expression;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads a result folder back.</summary>
/// <remarks>Large matrices (values, projections, loadings, graph) are in result.h5ad only and stay empty: no report needs them.</remarks>
public static class ResultReader
{
    /// <summary>Everything that a report is made of.</summary>
    /// <param name="folder">A folder that a discovery wrote.</param>
    /// <exception cref="NotFoundException">The folder does not exist, or lacks a file.</exception>
    /// <exception cref="BadDataException">A file is damaged, or two files disagree.</exception>
    public static StoredResult Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new NotFoundException($"{folder}: there is no such folder. Give the folder that discover wrote.");
        var files = new FolderFiles(folder);
        JsonObject record = files.Json(ProvenanceJson.FileName), summary = files.Json(SummaryJson.FileName);
        try
        {
            DiscoveryResult result = Result(files, record, summary);
            return new StoredResult(result, ProvenanceReader.Read(record), CellReader.Expression(files, result.Cells.Count));
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or System.Text.Json.JsonException or ArgumentException)
        {
            throw new BadDataException(folder, null, $"is not a result folder of this version: {error.Message}", error);
        }
    }

    private static DiscoveryResult Result(FolderFiles files, JsonObject record, JsonObject summary)
    {
        DiscoverParameters parameters = ParameterReader.Read(record.Object("parameters"));
        (List<LotResult> lots, List<QcThresholds> limits) = TableReaders.Lots(files, parameters.Readouts);
        JsonObject cohort = summary.Object("cohort"), genes = cohort.Object("genes"), design = summary.Object("design"), alignment = summary.Object("alignment"), embedding = summary.Object("embedding");
        JsonObject[] clusterings = [.. summary.Array("clusterings").Select(c => c!.AsObject())];
        int count = cohort.Integer("cells_kept");
        (CellTable cells, int[][] labels) = CellReader.Read(files, lots, [.. clusterings.Select(c => c.Number("resolution"))], count);
        GeneReader kept = GeneReader.Read(files);
        double[] deviations = [.. embedding.Array("standard_deviations").Select(d => d?.GetValue<double>() ?? double.NaN)];
        return new DiscoveryResult
        {
            Parameters = parameters,
            Modality = cohort.String("modality") == "counts" ? CellModality.Counts : CellModality.Features,
            Design = new DesignStatement(design.Integer("lots"), design.Number("orders"), design.Flag("exact"), design.Long("permutations"), design.Number("smallest_p"), design.Flag("can_reach_alpha"), design.String("sentence")),
            Lots = lots,
            Thresholds = limits,
            Join = new GeneJoin(genes.Integer("shared"), genes.Integer("union"), genes.Integer("dropped_not_shared"), genes.Integer("dropped_rare"), genes.Integer("kept")),
            Genes = kept.Genes,
            Variability = kept.Variability,
            Cells = cells,
            Pca = new PcaModel(kept.Selected, kept.Means, kept.Deviations, embedding.Number("clip"), new DenseMatrix<double>(kept.Selected.Length, 0), deviations, embedding.Number("total_variance")),
            Projections = new DenseMatrix<float>(0, deviations.Length),
            Embedding = new DenseMatrix<float>(0, embedding.Integer("dimensions")),
            Alignment = new AlignmentResult(alignment.String("method"), alignment.String("requested"), alignment.Number("mixing_before"), alignment.Number("mixing_after"), alignment.Number("threshold"), alignment.Integer("iterations"), []),
            SharedNeighbors = new CsrMatrix<double>(0, 0, new long[1], [], []),
            Clusterings = [.. clusterings.Select((c, i) => new Clustering(c.String("algorithm"), c.Number("resolution"), c.Integer("clusters"), c.Number("quality"), labels[i]))],
            Fractions = TableReaders.Fractions(files),
            Associations = TableReaders.Associations(files),
            Markers = TableReaders.Markers(files),
            Notes = [.. summary.Array("notes").Select(n => n!.GetValue<string>())],
        };
    }
}
