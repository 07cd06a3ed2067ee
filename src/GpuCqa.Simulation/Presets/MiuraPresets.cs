namespace GpuCqa.Simulation;

/// <summary>Cohorts built like the study that the product follows (Miura et al., Stem Cells Transl Med 2023): 11 bone-marrow lots to find with; 4 of bone marrow, 4 of adipose tissue and 5 of umbilical cord to test with.</summary>
internal static class MiuraPresets
{
    /// <summary>The whole design.</summary>
    public static SimulationPreset Miura { get; } = new("msc-miura", "11 train lots of bone marrow; 4 of bone marrow, 4 of adipose tissue and 5 of umbilical cord to test; one hidden state that drives vegf_ischemia, with noise as in real cohorts", Base with
    {
        Groups =
        [
            new() { Role = Core.Cohorts.Lot.TrainRole, Lots = 11, LotsPerBatch = 4 },
            new() { Role = "test", Lots = 4, LotsPerBatch = 4 },
            new() { Role = "test", Lots = 4, Tissue = "AD", LotsPerBatch = 4 },
            new() { Role = "test", Lots = 5, Tissue = "UC", LotsPerBatch = 5 },
        ],
    });

    /// <summary>The train lots with readouts that no state drives.</summary>
    public static SimulationPreset Null { get; } = new("null", "the 11 train lots of msc-miura with readouts that go with no state: whatever is found is false", Base with
    {
        Groups = [new() { Role = Core.Cohorts.Lot.TrainRole, Lots = 11, LotsPerBatch = 4 }],
        Readouts = [.. Base.Readouts.Select(r => r with { Correlation = 0 })],
    });

    private static SimulationParameters Base => new()
    {
        Tissues =
        [
            new() { Name = "BM" },
            new() { Name = "AD", ExpressionSd = 0.15, CompositionSd = 0.3 },
            new() { Name = "UC", ExpressionSd = 0.25, CompositionSd = 0.3, ReadoutLogShift = -1.5, MarkerHighShare = 0.1 },
        ],
        MinCellsPerLot = 300,
        MaxCellsPerLot = 600,
        Genes = 4000,
        BaseLogSd = 1,
        LibrarySize = 4000,
        ProgramSize = 80,
        GeneSetSize = 60,
        StateShares = [0.32, 0.25, 0.17, 0.10, 0.10, 0.06],
        CqaCompositionSd = 0.9,
        CapturePrecision = 2000,
        DepthLow = 0.5,
        DepthHigh = 2,
        BatchSd = 0.10,
        SharedBatchSd = 0.10,
        DonorSd = 0.08,
        DoubletShare = 0.03,
        AmbientShare = 0.05,
        Readouts =
        [
            new() { Name = "vegf_ischemia", Median = 700, LogSd = 0.5, Correlation = 0.98, AssaySd = 0.10, LowerLimit = 30 },
            new() { Name = "vegf_normoxia", Median = 300, LogSd = 0.4, Correlation = 0, AssaySd = 0.10, LowerLimit = 30 },
        ],
    };
}
