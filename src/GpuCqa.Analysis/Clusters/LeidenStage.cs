namespace GpuCqa.Analysis.Clusters;

/// <summary>Places of the search that draw random numbers.</summary>
internal enum LeidenStage
{
    /// <summary>Units of cells, from single cells.</summary>
    Coarsening = 1,

    /// <summary>Partitions of units.</summary>
    Start = 2,

    /// <summary>Partitions of what starts agree on.</summary>
    Consensus = 3,

    /// <summary>Iterations over all cells.</summary>
    Polish = 4,

    /// <summary>Partitions of the units of such an iteration.</summary>
    PolishStart = 5,

    /// <summary>Partitions of what the iteration and its start agree on.</summary>
    PolishConsensus = 6,

    /// <summary>Last moves of single cells and whole clusters.</summary>
    Settle = 7,
}
