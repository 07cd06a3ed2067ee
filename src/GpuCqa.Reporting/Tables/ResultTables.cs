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

    /// <summary>stability.csv: one row a cluster.</summary>
    public static TableDefinition Stability { get; } = StabilityColumns.Clusters();

    /// <summary>stability_associations.csv: one row a cluster and readout.</summary>
    public static TableDefinition StabilityAssociations { get; } = StabilityColumns.Associations();

    /// <summary>stability_refits.csv: one row a refit and resolution.</summary>
    public static TableDefinition StabilityRefits { get; } = StabilityColumns.Refits();

    /// <summary>stability_jaccard.csv: one row a refit and cluster.</summary>
    public static TableDefinition StabilityJaccard { get; } = StabilityColumns.Jaccard();

    /// <summary>stability_ari.csv: one row two clusterings.</summary>
    public static TableDefinition StabilityAgreement { get; } = StabilityColumns.Agreement();

    /// <summary>cluster_tree.csv: one row two clusters of neighbouring resolutions.</summary>
    public static TableDefinition ClusterTree { get; } = StabilityColumns.Links();

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

    /// <summary>image_features.csv: one row a measured image feature.</summary>
    public static TableDefinition ImageFeatures { get; } = ImageColumns.Features();

    /// <summary>image_plates.csv: one row a plate.</summary>
    public static TableDefinition ImagePlates { get; } = ImageColumns.Plates();

    /// <summary>image_lots.csv: one row a lot.</summary>
    public static TableDefinition ImageLots { get; } = ImageColumns.Lots();

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

    /// <summary>plan_lots.csv: one row a number of lots.</summary>
    public static TableDefinition PlanLots { get; } = PlanColumns.Lots();

    /// <summary>plan_equivalence.csv: one row a design of lots before and after a change.</summary>
    public static TableDefinition PlanEquivalence { get; } = PlanColumns.Equivalence();

    /// <summary>plan_hazard.csv: one row.</summary>
    public static TableDefinition PlanHazard { get; } = PlanColumns.Hazard();

    /// <summary>plan_curves.csv: one row a point of a curve.</summary>
    public static TableDefinition PlanCurves { get; } = PlanColumns.Curves();

    /// <summary>specification.csv: one row an attribute.</summary>
    public static TableDefinition Specification { get; } = SpecificationColumns.Limits();

    /// <summary>specification_lots.csv: one row a lot and attribute.</summary>
    public static TableDefinition SpecificationLots { get; } = SpecificationColumns.Lots();

    /// <summary>detection.csv: one row.</summary>
    public static TableDefinition Detection { get; } = DetectColumns.Summary();

    /// <summary>detection_curves.csv: one row a frequency.</summary>
    public static TableDefinition DetectionCurves { get; } = DetectColumns.Points();

    /// <summary>detection_lots.csv: one row a counted lot.</summary>
    public static TableDefinition DetectionLots { get; } = DetectColumns.Lots();

    /// <summary>Lots spiked in silico, by frequency.</summary>
    public static TableDefinition SpikedLevels { get; } = SpikeColumns.Levels();

    /// <summary>The same by lot.</summary>
    public static TableDefinition SpikedLots { get; } = SpikeColumns.Lots();

    /// <summary>Every one of them.</summary>
    public static TableDefinition SpikedRuns { get; } = SpikeColumns.Runs();

    /// <summary>What the cells are that quality control removed.</summary>
    public static TableDefinition RemovedCells { get; } = SpikeColumns.Removed();

    /// <summary>readouts.csv of assay plates: one row a lot.</summary>
    public static TableDefinition Readouts { get; } = PotencyColumns.Readouts();

    /// <summary>potency.csv: one row a lot and condition.</summary>
    public static TableDefinition Potency { get; } = PotencyColumns.Lots();

    /// <summary>curves.csv: one row a plate.</summary>
    public static TableDefinition Curves { get; } = PotencyColumns.Curves();

    /// <summary>standards.csv: one row a plate and concentration.</summary>
    public static TableDefinition Standards { get; } = PotencyColumns.Standards();

    /// <summary>wells.csv: one row a well.</summary>
    public static TableDefinition Wells { get; } = PotencyColumns.Wells();

    /// <summary>perturbations.csv: one row a gene.</summary>
    public static TableDefinition Perturbations { get; } = PerturbationColumns.Genes();

    /// <summary>sirnas.csv: one row an siRNA.</summary>
    public static TableDefinition Sirnas { get; } = PerturbationColumns.Sirnas();

    /// <summary>perturbed_lots.csv: one row an siRNA and lot.</summary>
    public static TableDefinition PerturbedLots { get; } = PerturbationColumns.Lots();

    /// <summary>measurements.csv: one row a measurement of a perturbation.</summary>
    public static TableDefinition Measurements { get; } = PerturbationColumns.Measurements();

    /// <summary>registry.csv: one row a state and function.</summary>
    public static TableDefinition RegistryCells { get; } = RegistryColumns.Cells();

    /// <summary>registry_results.csv: one row a state, function and result.</summary>
    public static TableDefinition RegistryResults { get; } = RegistryColumns.Evidence();

    /// <summary>state_links.csv: one row a pair of states.</summary>
    public static TableDefinition StateLinks { get; } = RegistryColumns.Links();

    /// <summary>qualification.csv: one row a check.</summary>
    public static TableDefinition Qualification { get; } = QualifyColumns.Checks();

    /// <summary>qualification_values.csv: one row a value of a vector.</summary>
    public static TableDefinition QualifiedValues { get; } = QualifyColumns.Values();

    /// <summary>installation.csv: one row a part or setting.</summary>
    public static TableDefinition Installation { get; } = QualifyColumns.Facts();

    /// <summary>The tables of a comparison before and after a change.</summary>
    public static IReadOnlyList<TableDefinition> Comparison { get; } = [CompareColumns.Attributes(), CompareColumns.Values(), CompareColumns.Methods(), CompareColumns.Composition(), CompareColumns.Counts(), CompareColumns.Places(), CompareColumns.Distances(), CompareColumns.Decision()];

    /// <summary>Every table of every verb, in the order of the documentation and of the report.</summary>
    public static IReadOnlyList<TableDefinition> All { get; } = [Associations, Neighbourhoods, NeighbourhoodTests, Stability, StabilityAssociations, StabilityRefits, StabilityJaccard, StabilityAgreement, ClusterTree, Clusters, Lots, Cells, Markers, PseudobulkMarkers, Pseudobulk, GeneSets, Genes, ExpressionGenes, Expression, ImageFeatures, ImagePlates, ImageLots, StateAssociations, States, StateLots, Prediction, PredictedLots, PredictionStates, EffectiveCells, EffectiveLots, Replication, Falsification, MarkerHigh, MapClusters, Unmapped, MapLots, MapCells, Limits, Confusion, Anchors, ReferenceLots, ReferenceCells, PlanLots, PlanEquivalence, PlanHazard, PlanCurves, Specification, SpecificationLots, Detection, DetectionCurves, DetectionLots, SpikedLevels, SpikedLots, SpikedRuns, RemovedCells, Readouts, Potency, Curves, Standards, Wells, Perturbations, Sirnas, PerturbedLots, Measurements, RegistryCells, RegistryResults, StateLinks, .. Comparison, Qualification, QualifiedValues, Installation];

    /// <summary>The tables that a result has.</summary>
    public static IEnumerable<TableDefinition> Of(AnalysisResult result) => All.Where(t => t.IsIn(result));

    /// <summary>Writes every table of a result into a folder.</summary>
    /// <remarks>Deterministic: the same result gives the same bytes.</remarks>
    public static void Write(AnalysisResult result, string folder, CancellationToken cancellation = default)
    {
        foreach (TableDefinition table in Of(result)) table.WriteFile(result, folder, cancellation);
    }
}
