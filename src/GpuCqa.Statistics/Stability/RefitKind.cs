namespace GpuCqa.Statistics;

/// <summary>What a refit of the clusters changes.</summary>
public enum RefitKind
{
    /// <summary>All cells, the same graph, another seed of the clustering.</summary>
    Seed = 0,

    /// <summary>A share of the cells of every lot, drawn without replacement: graph and clusters anew.</summary>
    Subsample = 1,

    /// <summary>The cells of all lots but one: everything from the choice of genes on anew.</summary>
    Lot = 2,
}
