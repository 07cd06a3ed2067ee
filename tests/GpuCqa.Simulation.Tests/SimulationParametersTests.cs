using GpuCqa.Core.Errors;
using GpuCqa.Simulation;
using Xunit;

namespace GpuCqa.Simulation.Tests;

public class SimulationParametersTests
{
    private static readonly SimulationParameters Good = new();
    private static readonly LotGroup Group = new() { Role = "train", Lots = 3 };

    public static TheoryData<string, SimulationParameters> Wrong => new()
    {
        { "lots", Good with { TrainLots = 0 } },
        { "lots", Good with { TestLots = -1 } },
        { "cells per lot", Good with { MinCellsPerLot = 0 } },
        { "cells per lot", Good with { MinCellsPerLot = 9, MaxCellsPerLot = 8 } },
        { "cells in 11 lots", Good with { TotalCells = 10 } },
        { "cells in 11 lots", Good with { TotalCells = long.MaxValue } },
        { "genes", Good with { Genes = 100 } },
        { "program size", Good with { ProgramSize = -1 } },
        { "state shares", Good with { StateShares = [0.5, 0.4] , CqaState = 0 } },
        { "state shares", Good with { StateShares = [1.2, -0.2] , CqaState = 0 } },
        { "cell states", Good with { StateShares = [1.0], CqaState = 0 } },
        { "hidden state", Good with { CqaState = 6 } },
        { "program effect", Good with { ProgramEffectLow = 2 } },
        { "gene set effect", Good with { GeneSetEffectHigh = double.NaN } },
        { "marker effect", Good with { MarkerEffectLow = -1 } },
        { "go up", Good with { ProgramUpShare = 1.1 } },
        { "key marker share", Good with { KeyMarkerShare = 0 } },
        { "key marker 'MT-ND1'", Good with { KeyMarker = "MT-ND1" } },
        { "key marker ''", Good with { KeyMarker = "" } },
        { "key marker effect", Good with { KeyMarkerEffect = double.PositiveInfinity } },
        { "gamma shape", Good with { BaseShape = 0 } },
        { "composition deviation", Good with { CompositionSd = -0.1 } },
        { "composition deviation of the hidden state", Good with { CqaCompositionSd = double.NaN } },
        { "donor share", Good with { DonorVarianceShare = 2 } },
        { "capture precision", Good with { CapturePrecision = 0 } },
        { "molecules per cell", Good with { LibrarySize = 0 } },
        { "library size deviation", Good with { LibrarySd = -1 } },
        { "depth factor", Good with { DepthLow = 0 } },
        { "dispersion", Good with { Dispersion = 0 } },
        { "batch deviation", Good with { BatchSd = -1 } },
        { "mitochondrial share", Good with { MitoShare = 0.5 } },
        { "damaged cells", Good with { LowQualityShare = -0.1 } },
        { "correlation 1.5", Good with { Readouts = [Good.Readouts[0] with { Correlation = 1.5 }] } },
        { "median", Good with { Readouts = [Good.Readouts[0] with { Median = 0 }] } },
        { "shared batches", Good with { SharedBatchSd = -1 } },
        { "donors", Good with { DonorSd = double.NaN } },
        { "doublets", Good with { DoubletShare = 1.5 } },
        { "ambient share", Good with { AmbientShare = 1 } },
        { "ambient molecules", Good with { AmbientSd = -1 } },
        { "no tissue", Good with { Tissues = [] } },
        { "marker-high share of tissue 'BM'", Good with { Tissues = [new() { Name = "BM", MarkerHighShare = 2 }] } },
        { "two tissues", Good with { Tissues = [new() { Name = "BM" }, new() { Name = "BM" }] } },
        { "group 1 is of the tissue 'AD'", Good with { Groups = [Group with { Tissue = "AD" }] } },
        { "group 1 has -1 lots", Good with { Groups = [Group with { Lots = -1 }] } },
        { "0 lots", Good with { Groups = [Group with { Lots = 0 }] } },
        { "group 1 is made by a changed process", Good with { Groups = [Group with { Changed = true }] } },
        { "group 1 takes its donors from group 1", Good with { Groups = [Group with { DonorsOf = 0 }] } },
        { "group 2 takes its donors from group 1", Good with { Groups = [Group with { Lots = 1 }, Group with { DonorsOf = 0 }] } },
        { "group 2 takes its batches from group 1", Good with { Groups = [Group, Group with { BatchesOf = 0 }] } },
        { "group 1 has hazardous cells", Good with { Groups = [Group with { HazardFrequency = 0.1 }] } },
        { "hazard frequency", Good with { Groups = [Group with { HazardFrequency = 1 }], Hazard = new() } },
        { "hazard program", Good with { Hazard = new() { Genes = 0 } } },
        { "base share", Good with { Hazard = new() { BaseShare = 0.01 } } },
        { "intraclass correlation", Good with { Hazard = new() { LotCorrelation = 1 } } },
        { "clump", Good with { Hazard = new() { ClumpMean = -1 } } },
        { "new state", Good with { Change = new() { NewStateShare = 1 } } },
        { "variance of the composition", Good with { Change = new() { VarianceFactor = -1 } } },
        { "depth factor of the change", Good with { Change = new() { DepthFactor = 0 } } },
        { "ambient shift", Good with { Change = new() { AmbientShift = 1 } } },
        { "lower limit", Good with { Readouts = [Good.Readouts[0] with { LowerLimit = -1 }] } },
        { "readout 'a,b'", Good with { Readouts = [Good.Readouts[0] with { Name = "a,b" }] } },
        { "key marker 'A\tB'", Good with { KeyMarker = "A\tB" } },
        { "two readouts", Good with { Readouts = [Good.Readouts[0], Good.Readouts[0]] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Parameters_OutOfRange_AreRefusedByName(string named, SimulationParameters parameters)
    {
        var error = Assert.Throws<InvalidParameterException>(() => CohortSimulator.Create(parameters, 1));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preset_Unknown_ListsTheKnown()
    {
        var error = Assert.Throws<InvalidParameterException>(() => SimulationPresets.Get("no-such"));
        Assert.Contains("msc-small", error.Message, StringComparison.Ordinal);
        Assert.Contains("scale", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Presets_All_MakeCohorts()
    {
        foreach (SimulationPreset preset in SimulationPresets.All)
        {
            SimulatedCohort cohort = CohortSimulator.Create(preset, SimulationPresets.DefaultSeed);
            Assert.Equal(preset.Name, cohort.Preset);
            Assert.Equal(preset.Name is "shift" ? 8 : preset.Name is "hazard" ? 0 : 11, cohort.TrainLots.Count());
        }

        SimulatedCohort small = CohortSimulator.Create(SimulationPresets.Get("MSC-small"), 1);
        Assert.Equal(15, small.Lots.Count);
        Assert.All(small.Lots, l => Assert.InRange(l.CellCount, 250, 400));
        Assert.Equal(1, small.ReadoutIndex("vegf_normoxia"));
        Assert.Throws<NotFoundException>(() => small.ReadoutIndex("vegf"));
    }
}
