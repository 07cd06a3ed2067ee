using GpuCqa.Analysis.Results;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a result folder.</summary>
public static class ResultTables
{
    /// <summary>lots.csv: one row a lot.</summary>
    public static TableDefinition Lots { get; } = LotColumns.Define();

    /// <summary>cells.csv.gz: one row a cell.</summary>
    public static TableDefinition Cells { get; } = CellColumns.Define();

    /// <summary>clusters.csv: one row a lot, resolution and cluster.</summary>
    public static TableDefinition Clusters { get; } = ClusterColumns.Define();

    /// <summary>associations.csv: one row a test.</summary>
    public static TableDefinition Associations { get; } = AssociationColumns.Define();

    /// <summary>markers.csv: one row a gene of a cluster.</summary>
    public static TableDefinition Markers { get; } = MarkerColumns.Define();

    /// <summary>genes.csv: one row a kept gene.</summary>
    public static TableDefinition Genes { get; } = GeneColumns.Define();

    /// <summary>expression_genes.csv: one row a gene of the report's map.</summary>
    public static TableDefinition ExpressionGenes { get; } = ExpressionColumns.Genes();

    /// <summary>expression.csv.gz: one row a cell.</summary>
    public static TableDefinition Expression { get; } = ExpressionColumns.Levels();

    /// <summary>Every table, in the order of the documentation.</summary>
    public static IReadOnlyList<TableDefinition> All { get; } = [Associations, Clusters, Lots, Cells, Markers, Genes, ExpressionGenes, Expression];

    /// <summary>Writes every table into a folder.</summary>
    /// <remarks>Deterministic: the same result gives the same bytes.</remarks>
    public static void Write(DiscoveryResult result, string folder, CancellationToken cancellation = default)
    {
        foreach (TableDefinition table in All) table.WriteFile(result, folder, cancellation);
    }
}
