namespace GpuCqa.Analysis.Refusals;

/// <summary>Tables that products of residuals are made with, used again from product to product. Not for two callers at once.</summary>
/// <param name="genes">Number of genes.</param>
/// <param name="classes">Number of classes.</param>
/// <param name="mostSums">Parts that sums over cells are made in, at most.</param>
internal sealed class ProductTables(int genes, int classes, int mostSums)
{
    private readonly (LaneTable ByGene, LaneTable ByClass)?[] sums = new (LaneTable, LaneTable)?[mostSums];

    /// <summary>genes x lanes: directions times the weights of their genes.</summary>
    public LaneTable ByGene { get; } = new(genes);

    /// <summary>classes x lanes: what a molecule of the class has of each direction.</summary>
    public LaneTable ByClass { get; } = new(classes);

    /// <summary>The sums of one part, by gene and by class; made when first asked for.</summary>
    public (LaneTable ByGene, LaneTable ByClass) Sums(int part) => sums[part] ??= (new LaneTable(genes), new LaneTable(classes));
}
