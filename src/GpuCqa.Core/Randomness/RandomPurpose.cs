namespace GpuCqa.Core.Randomness;

/// <summary>What a random stream is for. Two purposes never share numbers; a new use takes a new value at the end.</summary>
public enum RandomPurpose
{
    /// <summary>Monte Carlo permutations.</summary>
    Permutation = 1,

    /// <summary>Order in which Leiden visits nodes, and the merges of its refinement.</summary>
    LeidenOrder = 2,

    /// <summary>k-means++ seeds of Harmony.</summary>
    HarmonySeeds = 3,

    /// <summary>Order of cells in Harmony's block updates.</summary>
    HarmonyOrder = 4,

    /// <summary>Noise on the initial layout.</summary>
    LayoutInitial = 5,

    /// <summary>Negative samples of the layout.</summary>
    LayoutNegatives = 6,

    /// <summary>Starting vectors of eigensolvers.</summary>
    EigenStart = 7,

    /// <summary>Cells drawn for measures on a sample.</summary>
    CellSample = 8,

    /// <summary>Simulator: gene programs and base expression.</summary>
    SimulateGenes = 9,

    /// <summary>Simulator: lots (composition, depth, batch effects, readout).</summary>
    SimulateLots = 10,

    /// <summary>Simulator: cells and their counts.</summary>
    SimulateCells = 11,

    /// <summary>Bootstrap resamples.</summary>
    Bootstrap = 12,

    /// <summary>Test data.</summary>
    Test = 13,

    /// <summary>Order in which a device meets the references of a neighbour search; it never changes the result.</summary>
    NeighborOrder = 14,

    /// <summary>Binomial thinning of cells to a common depth.</summary>
    Thinning = 15,

    /// <summary>Lots drawn to say how often a replication would succeed.</summary>
    ReplicationPower = 16,

    /// <summary>Orders of lots under which a prediction is made anew.</summary>
    PredictionOrders = 22,

    /// <summary>Binomial thinning of whole cells to the depth of the shallowest lot.</summary>
    DepthThinning = 26,

    /// <summary>Cells of each lot that a subsample of a stability run takes.</summary>
    StabilityCells = 30,

    /// <summary>Seeds of clusterings that differ in nothing else.</summary>
    StabilitySeeds = 31,

    /// <summary>Lots drawn to say what a planned design would find.</summary>
    DesignPower = 50,

    /// <summary>Orders of lots drawn for the critical value of a planned design.</summary>
    DesignOrders = 51,

    /// <summary>Directions of the sliced Wasserstein distance.</summary>
    Slices = 40,

    /// <summary>Cells and centres of the places of an embedding.</summary>
    EmbeddingPlaces = 41,

    /// <summary>Tasks of a plan that are computed again.</summary>
    CohortSample = 60,

    /// <summary>Hazardous cells that are spiked into a lot, and the sample of its own cells beside them.</summary>
    SpikedCells = 42,

    /// <summary>Lots drawn to say how often split lots with historic ones would pass.</summary>
    SplitPower = 43,

    /// <summary>Lots drawn to say how often all attributes of a comparison pass at once.</summary>
    JointPower = 44,
}
