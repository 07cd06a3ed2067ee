using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Simulation;

/// <summary>Makes synthetic cohorts with known truth.</summary>
/// <remarks>
/// The same parameters and seed give the same cohort on one kind of machine, whatever the block size, the order of lots or the number of
/// threads. Creating a cohort draws genes and lots only, O(genes + lots); cells are made when a lot is read.
/// </remarks>
public static class CohortSimulator
{
    /// <summary>A cohort of a preset.</summary>
    public static SimulatedCohort Create(SimulationPreset preset, ulong seed) => Create(preset.Parameters, seed, preset.Name);

    /// <summary>A cohort of any parameters.</summary>
    /// <param name="parameters">Parameters.</param>
    /// <param name="seed">Seed of every stream; any number.</param>
    /// <param name="name">Name that the truth carries.</param>
    /// <exception cref="Core.Errors.InvalidParameterException">A parameter is out of its range; the message names it.</exception>
    public static SimulatedCohort Create(SimulationParameters parameters, ulong seed, string name = "custom")
    {
        SimulationParametersCheck.Check(parameters);
        var streams = new SimulationStreams(seed);
        SimulatedGenes genes = GeneModel.Create(parameters, streams);
        var lots = new SimulatedLot[parameters.TrainLots + parameters.TestLots];
        for (int l = 0; l < lots.Length; l++) lots[l] = CreateLot(parameters, streams, genes, l, lots.Length);
        return new SimulatedCohort(name, seed, parameters, genes, lots);
    }

    private static SimulatedLot CreateLot(SimulationParameters parameters, SimulationStreams streams, SimulatedGenes genes, int lot, int lots)
    {
        Philox size = streams.LotSize(lot);
        double depth = parameters.DepthLow + ((parameters.DepthHigh - parameters.DepthLow) * size.NextDouble());
        int cells = (int)(parameters.MinCellsPerLot + (long)(size.NextDouble() * ((long)parameters.MaxCellsPerLot - parameters.MinCellsPerLot + 1)));
        if (parameters.TotalCells is { } total) cells = checked((int)((total / lots) + (lot < total % lots ? 1 : 0)));
        (double[] fractions, double[] captured) = CompositionModel.Draw(parameters, streams, lot, donor: lot);
        double[] readouts = ReadoutModel.Draw(parameters, streams, lot, fractions);
        string name = "L" + (lot + 1).ToString(lots < 100 ? "D2" : "D5", CultureInfo.InvariantCulture);
        string role = lot < parameters.TrainLots ? Lot.TrainRole : "test";
        return new SimulatedLot(parameters, streams, genes, lot, name, role, cells, new LotTruth(depth, fractions, captured), readouts);
    }
}
