using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>What a cell is before its molecules are counted.</summary>
internal static class CellModel
{
    // Damaged cells have lost most of their cytoplasm: few molecules, many of them mitochondrial.
    private const double DamagedLibraryLow = 0.1, DamagedLibraryHigh = 0.3;
    private const double DamagedMitoLow = 0.25, DamagedMitoHigh = 0.5;
    private const double LargestMitoShare = 0.2;

    /// <summary>Draws state, library and mitochondrial share; always takes the same number of draws from the stream.</summary>
    public static CellTruth Draw(ref Philox random, SimulationParameters parameters, LotTruth lot)
    {
        int state = Pick(random.NextDouble(), lot.CapturedFractions);
        double library = parameters.LibrarySize * lot.Depth * Math.Exp(parameters.LibrarySd * random.NextNormal());
        double mito = Math.Min(LargestMitoShare, parameters.MitoShare * Math.Exp(parameters.MitoSd * random.NextNormal()));
        bool damaged = random.NextDouble() < parameters.LowQualityShare;
        double lost = random.NextDouble();
        double leaked = random.NextDouble();
        if (!damaged) return new CellTruth(state, library, mito, false);
        library *= DamagedLibraryLow + ((DamagedLibraryHigh - DamagedLibraryLow) * lost);
        if (parameters.MitoShare > 0) mito = DamagedMitoLow + ((DamagedMitoHigh - DamagedMitoLow) * leaked);
        return new CellTruth(state, library, mito, true);
    }

    /// <summary>Adds what the droplet holds besides the cell itself.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="random">The droplet's stream; the number of draws taken from it is fixed.</param>
    /// <param name="parameters">Parameters.</param>
    /// <param name="lot">The lot.</param>
    public static CellTruth AddDroplet(CellTruth cell, ref Philox random, SimulationParameters parameters, LotTruth lot)
    {
        double ambient = lot.Ambient * Math.Exp(parameters.AmbientSd * random.NextNormal());
        bool marked = random.NextDouble() < lot.MarkerHighShare;
        bool doublet = random.NextDouble() < parameters.DoubletShare;
        int second = Pick(random.NextDouble(), lot.CapturedFractions);
        double library = parameters.LibrarySize * lot.Depth * Math.Exp(parameters.LibrarySd * random.NextNormal());
        return cell with
        {
            Ambient = ambient,
            MarkerHigh = marked && cell.State == parameters.CqaState,
            SecondState = doublet ? second : -1,
            SecondLibrary = doublet ? library : 0,
        };
    }

    private static int Pick(double u, double[] probabilities)
    {
        int k = 0;
        while (k < probabilities.Length - 1 && u >= probabilities[k]) u -= probabilities[k++];
        return k;
    }
}
