namespace GpuCqa.Simulation;

/// <summary>Everything that a synthetic cohort depends on besides its seed.</summary>
/// <remarks>Defaults follow the generator's specification: six states, the fourth of them the hidden quality attribute. Effects and deviations are on the natural log scale.</remarks>
public sealed record SimulationParameters
{
    /// <summary>Lots with role "train".</summary>
    public int TrainLots { get; init; } = 11;

    /// <summary>Lots with role "test", of the same population.</summary>
    public int TestLots { get; init; }

    /// <summary>Groups of lots, in place of the two numbers; empty = the two numbers.</summary>
    public IReadOnlyList<LotGroup> Groups { get; init; } = [];

    /// <summary>Tissues that groups may name.</summary>
    public IReadOnlyList<TissueParameters> Tissues { get; init; } = [new() { Name = "BM" }];

    /// <summary>What the changed process does to the lots of groups made by it; null = there is none.</summary>
    public ProcessChange? Change { get; init; }

    /// <summary>Hazardous cells in the groups that have a frequency; null = there are none.</summary>
    public HazardParameters? Hazard { get; init; }

    /// <summary>Fewest cells a lot may have; sizes are uniform between the two bounds.</summary>
    public int MinCellsPerLot { get; init; } = 250;

    /// <summary>Most cells a lot may have.</summary>
    public int MaxCellsPerLot { get; init; } = 250;

    /// <summary>Cells of all lots together, spread evenly, in place of the two bounds; null = the bounds.</summary>
    public long? TotalCells { get; init; }

    /// <summary>Number of genes, the 13 mitochondrial ones included.</summary>
    public int Genes { get; init; } = 500;

    /// <summary>Share of each cell state in the typical lot; must sum to 1.</summary>
    public IReadOnlyList<double> StateShares { get; init; } = [0.32, 0.25, 0.17, 0.10, 0.10, 0.06];

    /// <summary>The hidden state whose fraction drives the readouts, 0-based.</summary>
    public int CqaState { get; init; } = 3;

    /// <summary>Genes in the program of each state.</summary>
    public int ProgramSize { get; init; } = 40;

    /// <summary>Smallest |log effect| of a program gene.</summary>
    public double ProgramEffectLow { get; init; } = 0.5;

    /// <summary>Largest |log effect| of a program gene.</summary>
    public double ProgramEffectHigh { get; init; } = 1.0;

    /// <summary>Share of program genes that go up.</summary>
    public double ProgramUpShare { get; init; } = 0.7;

    /// <summary>Genes of the OXPHOS-like set, up in the hidden state, and of the ECM-like set, down in it.</summary>
    public int GeneSetSize { get; init; } = 40;

    /// <summary>Smallest |log effect| of a gene of the two sets.</summary>
    public double GeneSetEffectLow { get; init; } = 0.5;

    /// <summary>Largest |log effect| of a gene of the two sets.</summary>
    public double GeneSetEffectHigh { get; init; } = 1.0;

    /// <summary>Marker genes of the hidden state, besides the key marker.</summary>
    public int MarkerGenes { get; init; } = 20;

    /// <summary>Smallest log effect of a marker gene.</summary>
    public double MarkerEffectLow { get; init; } = 1.0;

    /// <summary>Largest log effect of a marker gene.</summary>
    public double MarkerEffectHigh { get; init; } = 2.0;

    /// <summary>Symbol of the key marker, a weakly expressed gene.</summary>
    public string KeyMarker { get; init; } = "LRRC75A";

    /// <summary>Share of the key marker among the molecules of a cell outside the hidden state.</summary>
    public double KeyMarkerShare { get; init; } = 4e-5;

    /// <summary>Log effect of the hidden state on the key marker.</summary>
    public double KeyMarkerEffect { get; init; } = 2.6;

    /// <summary>Gamma shape of base expression over genes.</summary>
    public double BaseShape { get; init; } = 0.5;

    /// <summary>Deviation of a further lognormal factor on base expression: 0 none; 2 gives the sparsity of real data at 20,000 genes.</summary>
    public double BaseLogSd { get; init; }

    /// <summary>Deviation between lots of the composition effect of an ordinary state.</summary>
    public double CompositionSd { get; init; } = 0.35;

    /// <summary>Deviation between lots of the composition effect of the hidden state.</summary>
    public double CqaCompositionSd { get; init; } = 0.60;

    /// <summary>Share of the composition variance that belongs to the donor; the rest to the lot.</summary>
    public double DonorVarianceShare { get; init; } = 0.5;

    /// <summary>Dirichlet precision of capture: what the cells of a file show of the lot; infinity = plain multinomial sampling.</summary>
    public double CapturePrecision { get; init; } = 500;

    /// <summary>Median molecules per cell in a lot of depth 1.</summary>
    public double LibrarySize { get; init; } = 4000;

    /// <summary>Deviation between cells of log molecules.</summary>
    public double LibrarySd { get; init; } = 0.35;

    /// <summary>Smallest depth factor of a lot.</summary>
    public double DepthLow { get; init; } = 0.5;

    /// <summary>Largest depth factor of a lot.</summary>
    public double DepthHigh { get; init; } = 2.0;

    /// <summary>Size parameter theta of the negative binomial: variance = mu + mu^2 / theta.</summary>
    public double Dispersion { get; init; } = 2;

    /// <summary>Deviation of the effect of a lot's batch on each gene.</summary>
    public double BatchSd { get; init; } = 0.15;

    /// <summary>Deviation of the effect of a shared processing batch on each gene, besides the lot's own.</summary>
    public double SharedBatchSd { get; init; }

    /// <summary>Deviation of a donor's effect on each gene.</summary>
    public double DonorSd { get; init; }

    /// <summary>Share of droplets that hold two cells.</summary>
    public double DoubletShare { get; init; }

    /// <summary>Ambient share of the molecules in the droplet of a typical cell.</summary>
    public double AmbientShare { get; init; }

    /// <summary>Deviation between lots, and again between droplets of a lot, of the log of the ambient molecules.</summary>
    public double AmbientSd { get; init; } = 0.3;

    /// <summary>Typical mitochondrial share of a cell's molecules.</summary>
    public double MitoShare { get; init; } = 0.06;

    /// <summary>Deviation between cells of the log mitochondrial share.</summary>
    public double MitoSd { get; init; } = 0.25;

    /// <summary>Share of damaged cells: few molecules (a tenth to three tenths), a quarter to a half of them mitochondrial.</summary>
    public double LowQualityShare { get; init; } = 0.04;

    /// <summary>Readouts of each lot.</summary>
    public IReadOnlyList<ReadoutParameters> Readouts { get; init; } =
    [
        new() { Name = "vegf_ischemia", Median = 700, LogSd = 0.4, Correlation = 0.9, AssaySd = 0.1 },
        new() { Name = "vegf_normoxia", Median = 300, LogSd = 0.4, Correlation = 0, AssaySd = 0.1 },
    ];

    /// <summary>Number of states that a cell can be in, one that only the changed process makes included.</summary>
    internal int States => StateShares.Count + (Change is { NewStateShare: > 0 } ? 1 : 0);

    /// <summary>The groups, whichever way they were given.</summary>
    internal IReadOnlyList<LotGroup> AllGroups =>
        Groups.Count > 0 ? Groups : [new() { Role = Core.Cohorts.Lot.TrainRole, Lots = TrainLots }, new() { Role = "test", Lots = TestLots }];

    /// <summary>The tissue of a group.</summary>
    internal TissueParameters TissueOf(LotGroup group) => group.Tissue is null ? Tissues[0] : Tissues.First(t => t.Name == group.Tissue);
}
