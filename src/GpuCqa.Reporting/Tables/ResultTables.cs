using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of result folders.</summary>
public static class ResultTables
{
    /// <summary>lots.csv of a discovery: one row a lot.</summary>
    public static TableDefinition Lots { get; } = LotColumns.Define();

    /// <summary>cells.csv.gz: one row a cell.</summary>
    public static TableDefinition Cells { get; } = CellColumns.Define();

    /// <summary>clusters.csv: one row a lot, resolution and cluster.</summary>
    public static TableDefinition Clusters { get; } = ClusterColumns.Define();

    /// <summary>associations.csv of a discovery: one row a test.</summary>
    public static TableDefinition Associations { get; } = AssociationColumns.Define();

    /// <summary>neighbourhoods.csv: one row a readout.</summary>
    public static TableDefinition Neighbourhoods { get; } = NeighbourhoodColumns.Readouts();

    /// <summary>neighbourhood_tests.csv: one row a tested neighbourhood and readout.</summary>
    public static TableDefinition NeighbourhoodTests { get; } = NeighbourhoodColumns.Tests();

    /// <summary>markers.csv: one row a gene of a cluster.</summary>
    public static TableDefinition Markers { get; } = MarkerColumns.Define();

    /// <summary>pseudobulk.csv: one row a cluster.</summary>
    public static TableDefinition Pseudobulk { get; } = ProgramColumns.Tests();

    /// <summary>pseudobulk_markers.csv: one row a gene of a cluster.</summary>
    public static TableDefinition PseudobulkMarkers { get; } = ProgramColumns.Markers();

    /// <summary>gene_sets.csv: one row a gene set, direction and cluster.</summary>
    public static TableDefinition GeneSets { get; } = ProgramColumns.GeneSets();

    /// <summary>genes.csv: one row a kept gene.</summary>
    public static TableDefinition Genes { get; } = GeneColumns.Define();

    /// <summary>expression_genes.csv: one row a gene of the report's map.</summary>
    public static TableDefinition ExpressionGenes { get; } = ExpressionColumns.Genes();

    /// <summary>expression.csv.gz: one row a cell.</summary>
    public static TableDefinition Expression { get; } = ExpressionColumns.Levels();

    /// <summary>prediction.csv: one row a readout and model.</summary>
    public static TableDefinition Prediction { get; } = PredictionColumns.Models();

    /// <summary>predicted_lots.csv: one row a readout, model and lot.</summary>
    public static TableDefinition PredictedLots { get; } = PredictionColumns.Lots();

    /// <summary>prediction_states.csv: one row a readout, model and state.</summary>
    public static TableDefinition PredictionStates { get; } = PredictionColumns.Weights();

    /// <summary>effective_cells.csv: one row a readout, partition and state.</summary>
    public static TableDefinition EffectiveCells { get; } = EffectiveColumns.Parts();

    /// <summary>effective_lots.csv: one row a readout, partition and lot.</summary>
    public static TableDefinition EffectiveLots { get; } = EffectiveColumns.Lots();

    /// <summary>associations.csv of given states: one row a test.</summary>
    public static TableDefinition StateAssociations { get; } = StateColumns.Tests();

    /// <summary>states.csv: one row a given state and lot.</summary>
    public static TableDefinition States { get; } = StateColumns.Fractions();

    /// <summary>lots.csv of given states: one row a lot.</summary>
    public static TableDefinition StateLots { get; } = StateColumns.Lots();

    /// <summary>lots.csv of a mapping: one row a mapped lot.</summary>
    public static TableDefinition MapLots { get; } = MapColumns.Lots();

    /// <summary>cells.csv.gz of a mapping: one row a mapped cell.</summary>
    public static TableDefinition MapCells { get; } = MapColumns.Cells();

    /// <summary>clusters.csv of a mapping: one row a mapped lot, resolution and cluster.</summary>
    public static TableDefinition MapClusters { get; } = MapColumns.Clusters();

    /// <summary>unmapped.csv: one row a mapped lot.</summary>
    public static TableDefinition Unmapped { get; } = MapColumns.Unmapped();

    /// <summary>limits.csv: one row a cluster of the reference.</summary>
    public static TableDefinition Limits { get; } = MapColumns.Limits();

    /// <summary>replication.csv: one row a set and claim.</summary>
    public static TableDefinition Replication { get; } = ReplicationColumns.Tests();

    /// <summary>falsification.csv: one row a prediction.</summary>
    public static TableDefinition Falsification { get; } = ReplicationColumns.Predictions();

    /// <summary>marker_high.csv: one row a claim and lot.</summary>
    public static TableDefinition MarkerHigh { get; } = ReplicationColumns.MarkerHigh();

    /// <summary>anchors.csv.gz: one row an anchor.</summary>
    public static TableDefinition Anchors { get; } = MapColumns.Anchors();

    /// <summary>reference_lots.csv: one row a train lot of the reference.</summary>
    public static TableDefinition ReferenceLots { get; } = ReferenceColumns.Lots();

    /// <summary>reference_cells.csv.gz: one row a cell of the reference.</summary>
    public static TableDefinition ReferenceCells { get; } = ReferenceColumns.Cells();

    /// <summary>confusion.csv: one row a cluster and label.</summary>
    public static TableDefinition Confusion { get; } = ReferenceColumns.Confusion();

    /// <summary>The tables of a comparison before and after a change.</summary>
    public static IReadOnlyList<TableDefinition> Comparison { get; } = [CompareColumns.Attributes(), CompareColumns.Values(), CompareColumns.Methods(), CompareColumns.Composition(), CompareColumns.Counts(), CompareColumns.Places(), CompareColumns.Distances(), CompareColumns.Decision()];

    /// <summary>Every table of every verb, in the order of the documentation and of the report.</summary>
    public static IReadOnlyList<TableDefinition> All { get; } = [Associations, Neighbourhoods, NeighbourhoodTests, Clusters, Lots, Cells, Markers, PseudobulkMarkers, Pseudobulk, GeneSets, Genes, ExpressionGenes, Expression, StateAssociations, States, StateLots, Prediction, PredictedLots, PredictionStates, EffectiveCells, EffectiveLots, Replication, Falsification, MarkerHigh, MapClusters, Unmapped, MapLots, MapCells, Limits, Confusion, Anchors, ReferenceLots, ReferenceCells, .. Comparison];

    /// <summary>The tables that a result has.</summary>
    public static IEnumerable<TableDefinition> Of(AnalysisResult result) => All.Where(t => t.IsIn(result));

    /// <summary>Writes every table of a result into a folder.</summary>
    /// <remarks>Deterministic: the same result gives the same bytes.</remarks>
    public static void Write(AnalysisResult result, string folder, CancellationToken cancellation = default)
    {
        foreach (TableDefinition table in Of(result)) table.WriteFile(result, folder, cancellation);
    }
}
