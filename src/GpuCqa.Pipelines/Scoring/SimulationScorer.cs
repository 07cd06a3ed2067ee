using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Core.Errors;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>Compares a discovery with the truth of the cohort it was made on.</summary>
public static class SimulationScorer
{
    /// <summary>Scores the association ranked first for a readout.</summary>
    /// <param name="cohort">The cohort whose cells were analysed.</param>
    /// <param name="result">The discovery.</param>
    /// <param name="readout">Readout.</param>
    /// <exception cref="NotFoundException">The result has a lot or cell that the cohort lacks, or the readout is unknown.</exception>
    public static SimulationScore Score(SimulatedCohort cohort, DiscoveryResult result, string readout)
    {
        OracleAssociation oracle = OracleAssociation.Of(cohort, readout);
        SimulatedLot[] lots = result.Map.Lots.Select(l => cohort.Lots.FirstOrDefault(s => s.Name == l.Name)
            ?? throw new NotFoundException($"The simulated cohort has no lot '{l.Name}'; the result is of another cohort.")).ToArray();
        (int[] states, int keptDamaged) = TrueStates(lots, result.Map.Cells);
        long damaged = lots.Sum(l => Enumerable.Range(0, l.CellCount).LongCount(c => l.Cell(c).Damaged));
        long intact = lots.Sum(l => (long)l.CellCount) - damaged;
        int keptIntact = states.Length - keptDamaged;

        Association? best = result.Tests.Associations.Where(a => a.Readout == readout).MinBy(a => a.Rank);
        Clustering? clustering = best is null ? null : result.Map.Clusterings[best.State.Partition];
        StateRecovery? cluster = clustering is null ? null : StateRecovery.Of(states, clustering.Labels, cohort.Parameters.CqaState, best!.State.Index);
        StateRecovery? finding = result.Tests.Extents.FirstOrDefault(e => e.Readout == readout) is { } extent
            ? StateRecovery.Of(states, clustering!.Labels, cohort.Parameters.CqaState, FindingCells.Of(result.Map.Clusterings, extent))
            : cluster;
        return new SimulationScore(best, cluster, finding, oracle, states.Length, damaged == 0 ? 0 : keptDamaged / (double)damaged, intact == 0 ? 0 : (intact - keptIntact) / (double)intact);
    }

    private static (int[] States, int Damaged) TrueStates(SimulatedLot[] lots, CellTable cells)
    {
        Dictionary<string, int>[] byBarcode = Array.ConvertAll(lots, l => Enumerable.Range(0, l.CellCount).ToDictionary(l.Barcode, StringComparer.Ordinal));
        var states = new int[cells.Count];
        int damaged = 0;
        for (int c = 0; c < states.Length; c++)
        {
            SimulatedLot lot = lots[cells.Lots[c]];
            if (!byBarcode[cells.Lots[c]].TryGetValue(cells.Barcodes[c], out int index))
                throw new NotFoundException($"Lot '{lot.Name}' of the simulated cohort has no cell '{cells.Barcodes[c]}'; the result is of another cohort.");
            CellTruth truth = lot.Cell(index);
            states[c] = truth.State;
            if (truth.Damaged) damaged++;
        }

        return (states, damaged);
    }
}
