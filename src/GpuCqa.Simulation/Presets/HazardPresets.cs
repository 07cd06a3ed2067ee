namespace GpuCqa.Simulation;

/// <summary>Cohorts with rare hazardous cells.</summary>
public static class HazardPresets
{
    // Rarer cells need more of the cells: two lots of each frequency, with these shares of all cells.
    private static readonly (double Frequency, double CellShare)[] Tiers = [(1e-2, 0.05), (1e-3, 0.15), (1e-4, 0.30), (1e-5, 0.40)];
    private const double BlankShare = 0.10;
    private const int LotsPerTier = 2, Blanks = 5;

    /// <summary>Blank lots, and lots with hazardous cells at 1e-2 to 1e-5.</summary>
    /// <param name="cells">Cells of all lots together, about.</param>
    public static SimulationPreset Hazard(long cells)
    {
        int Cells(double share, int lots) => (int)Math.Clamp(share * cells / lots, 1, int.MaxValue - 1);
        var blank = new LotGroup { Role = "blank", Lots = Blanks, CellsPerLot = Cells(BlankShare, Blanks) };
        return new SimulationPreset("hazard", "5 lots without and 2 lots each with hazardous cells at 1e-2, 1e-3, 1e-4 and 1e-5, in clumps and unevenly over lots", new SimulationParameters
        {
            Groups = [blank, .. Tiers.Select(t => new LotGroup { Role = "spike", Lots = LotsPerTier, CellsPerLot = Cells(t.CellShare, LotsPerTier), HazardFrequency = t.Frequency })],
            Hazard = new HazardParameters { LotCorrelation = 1e-3, ClumpMean = 3 },
            Genes = 2000,
            BaseLogSd = 1,
            DoubletShare = 0.03,
            AmbientShare = 0.05,
            DepthLow = 0.7,
            DepthHigh = 1.4,
            Readouts = [],
        });
    }
}
