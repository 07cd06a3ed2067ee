using GpuCqa.Formats.Tenx;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>A run of cells of one lot: the unit that threads make side by side.</summary>
/// <param name="Lot">Index of the lot.</param>
/// <param name="First">Index of the first cell in the lot.</param>
/// <param name="Count">How many.</param>
internal readonly record struct CohortPart(int Lot, int First, int Count)
{
    /// <summary>Whether no part of the lot follows.</summary>
    public bool EndsLot(SimulatedLot lot) => First + Count == lot.CellCount;

    /// <summary>All parts of a cohort, in order.</summary>
    public static IEnumerable<CohortPart> Of(SimulatedCohort cohort)
    {
        for (int l = 0; l < cohort.Lots.Count; l++)
        {
            int cells = cohort.Lots[l].CellCount;
            for (int first = 0; first < cells; first += TenxFolderWriter.PartCells) yield return new CohortPart(l, first, Math.Min(TenxFolderWriter.PartCells, cells - first));
        }
    }
}
