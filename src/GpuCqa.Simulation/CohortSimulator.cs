using System.Globalization;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>Makes synthetic cohorts with known truth.</summary>
/// <remarks>
/// The same parameters and seed give the same cohort on one kind of machine, whatever the block size, the order of lots or the number of
/// threads. Creating a cohort draws genes, lots and the places of hazardous cells only, O(genes + lots + hazardous cells); cells are made when a lot is read.
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
        LotSlot[] slots = LotSlot.Plan(parameters);
        SimulatedLot[] lots = Array.ConvertAll(slots, slot => CreateLot(parameters, streams, genes, slot, slots.Length));
        return new SimulatedCohort(name, seed, parameters, genes, lots);
    }

    private static SimulatedLot CreateLot(SimulationParameters parameters, SimulationStreams streams, SimulatedGenes genes, LotSlot slot, int lots)
    {
        ProcessChange? change = slot.Group.Changed ? parameters.Change : null;
        Philox size = streams.LotSize(slot.Index);
        double depth = parameters.DepthLow + ((parameters.DepthHigh - parameters.DepthLow) * size.NextDouble());
        int cells = (int)(parameters.MinCellsPerLot + (long)(size.NextDouble() * ((long)parameters.MaxCellsPerLot - parameters.MinCellsPerLot + 1)));
        if (parameters.TotalCells is { } total) cells = checked((int)((total / lots) + (slot.Index < total % lots ? 1 : 0)));
        if (slot.Group.CellsPerLot is { } fixedSize) cells = fixedSize;
        depth *= change?.DepthFactor ?? 1;
        (double[] fractions, double[] captured) = CompositionModel.Draw(parameters, streams, slot);
        double[] readouts = ReadoutModel.Draw(parameters, streams, slot, fractions);
        (double frequency, int[] hazards) = HazardModel.Draw(parameters.Hazard ?? new(), streams.Hazard(slot.Index), slot.Group.HazardFrequency, cells);
        var truth = new LotTruth(depth, fractions, captured)
        {
            MarkerHighShare = parameters.Tissues[slot.Tissue].MarkerHighShare,
            Ambient = Ambient(parameters, streams, slot, depth, change),
            HazardFrequency = frequency,
            HazardCells = hazards,
        };
        return new SimulatedLot(parameters, streams, genes, slot, Name("L", slot.Index, lots), Name("D", slot.Donor, lots), cells, truth, readouts);
    }

    // Every droplet of a lot holds about the same soup, whatever the size of its cell.
    private static double Ambient(SimulationParameters parameters, SimulationStreams streams, LotSlot slot, double depth, ProcessChange? change)
    {
        double share = parameters.AmbientShare + (change?.AmbientShift ?? 0);
        return share == 0 ? 0 : parameters.LibrarySize * depth * share / (1 - share) * Math.Exp(parameters.AmbientSd * streams.Ambient(slot.Index).NextNormal());
    }

    private static string Name(string letter, int index, int lots) => letter + (index + 1).ToString(lots < 100 ? "D2" : "D5", CultureInfo.InvariantCulture);
}
