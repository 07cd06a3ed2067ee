using GpuCqa.Analysis.Simulation;
using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Analysis.Tests.Simulation;

public class SimulationParametersTests
{
    private static readonly SimulationParameters Good = new();

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
            Assert.Equal(11, cohort.TrainLots.Count());
        }

        SimulatedCohort small = CohortSimulator.Create(SimulationPresets.Get("MSC-small"), 1);
        Assert.Equal(15, small.Lots.Count);
        Assert.All(small.Lots, l => Assert.InRange(l.CellCount, 250, 400));
        Assert.Equal(1, small.ReadoutIndex("vegf_normoxia"));
        Assert.Throws<NotFoundException>(() => small.ReadoutIndex("vegf"));
    }
}
