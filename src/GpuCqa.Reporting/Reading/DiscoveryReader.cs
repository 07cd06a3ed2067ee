using System.Text.Json.Nodes;
using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads a discovery back.</summary>
internal static class DiscoveryReader
{
    public static DiscoveryResult Read(FolderFiles files, JsonObject record, JsonObject summary)
    {
        DiscoverParameters parameters = ParameterReader.Read(record.Object("parameters"), new DiscoverParameters { Readouts = [] });
        (List<LotResult> lots, List<QcThresholds> limits) = TableReaders.Lots(files, parameters.Readouts);
        lots = ImageReader.Lots(files, lots);
        JsonObject cohort = summary.Object("cohort"), genes = cohort.Object("genes"), alignment = summary.Object("alignment"), embedding = summary.Object("embedding");
        JsonObject[] clusterings = [.. summary.Array("clusterings").Select(c => c!.AsObject())];
        int count = cohort.Integer("cells_kept");
        (CellTable cells, int[][] labels) = CellReader.Read(files, lots, [.. clusterings.Select(c => c.Number("resolution"))], count);
        GeneReader kept = GeneReader.Read(files);
        double[] deviations = [.. embedding.Array("standard_deviations").Select(d => d?.GetValue<double>() ?? double.NaN)];
        Clustering[] made = [.. clusterings.Select((c, i) => new Clustering(c.String("algorithm"), c.Number("resolution"), c.Integer("clusters"), c.Number("quality"), labels[i]))];
        NeighbourhoodFindings? neighbourhoods = NeighbourhoodReader.Read(files, summary, count);
        double[] resolutions = [.. made.Select(c => c.Resolution)];
        var result = new DiscoveryResult
        {
            Parameters = parameters,
            Map = new PopulationMap
            {
                Modality = cohort.String("modality") == "counts" ? CellModality.Counts : CellModality.Features,
                Images = ImageReader.Read(files),
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
                Clusterings = made,
                Markers = TableReaders.Markers(files),
                Programs = ProgramReader.Read(files, summary),
            },
            Tests = new AssociationFindings
            {
                Parameters = parameters,
                Design = SummaryReader.Design(summary),
                Lots = lots,
                Partitions = ClusterPartitions.Of(made, cells.Lots, lots.Count),
                Fractions = TableReaders.Fractions(files, ResultTables.Clusters.File, csv => TableReaders.Cluster(csv, resolutions)),
                Associations = TableReaders.Associations(files, csv => TableReaders.Cluster(csv, resolutions)),
                OtherTests = neighbourhoods?.Tests ?? 0,
                Extents = ExtentReader.Read(summary, s => new StateId(Array.IndexOf(resolutions, s.Number("resolution")), s.Integer("cluster"))),
            },
            Neighbourhoods = neighbourhoods,
            Warnings = SummaryReader.Warnings(summary),
            Notes = SummaryReader.Notes(summary),
            ReferenceHash = SummaryReader.ReferenceHash(summary),
        };
        if (StabilityReader.Read(files, result.Tests) is { } stability) result = result with { Tests = result.Tests with { Stability = stability } };
        return result with { Prediction = PredictionReader.Read(files, summary, result.Tests), Effective = EffectiveReader.Read(files, summary, result.Tests) };
    }
}
