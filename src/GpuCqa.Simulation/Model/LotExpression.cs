using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>The expression profiles of one lot: base, programs of each state, effects of lot, batch, donor and tissue.</summary>
/// <remarks>Built when the lot is read and dropped afterwards: at most 36 bytes a gene for each profile; a profile for each state, twice as many where there are hazardous cells.</remarks>
internal sealed class LotExpression
{
    private readonly int cqaState;
    private readonly ExpressionProfile[] ordinary;
    private readonly ExpressionProfile[]? hazardous;
    private readonly ExpressionProfile? markerLow, hazardousMarkerLow;
    private readonly ExpressionProfile? mitochondrial;
    private readonly AmbientProfile? ambient;
    private readonly double mitoShare;

    public LotExpression(SimulationParameters parameters, SimulationStreams streams, SimulatedGenes genes, LotSlot slot, LotTruth truth)
    {
        double[] lot = GeneEffects.OfLot(parameters, streams, genes, slot);
        double library = parameters.LibrarySize * truth.Depth;
        cqaState = parameters.CqaState;
        mitoShare = parameters.MitoShare;
        bool[] isMitochondrial = new bool[genes.Count];
        foreach (int g in genes.Mitochondrial) isMitochondrial[g] = true;
        int[] nuclear = Enumerable.Range(0, genes.Count).Where(g => !isMitochondrial[g]).ToArray();

        double[] WeightsOf(int state, bool marker, bool hazard) => Weights(genes, nuclear, GeneEffects.OfCell(lot, genes, state, marker, hazard));
        ExpressionProfile Profile(double[] weights) => new(nuclear, weights, parameters.Dispersion, library * (1 - parameters.MitoShare));

        int[] states = Enumerable.Range(0, parameters.States).ToArray();
        double[][] weights = Array.ConvertAll(states, k => WeightsOf(k, true, false));
        ordinary = Array.ConvertAll(weights, Profile);
        double[]? low = truth.MarkerHighShare < 1 ? WeightsOf(cqaState, false, false) : null;
        markerLow = low is null ? null : Profile(low);
        if (truth.HazardCells.Count > 0)
        {
            hazardous = Array.ConvertAll(states, k => Profile(WeightsOf(k, true, true)));
            hazardousMarkerLow = low is null ? null : Profile(WeightsOf(cqaState, false, true));
        }

        double[] mito = Weights(genes, genes.Mitochondrial, lot);
        if (parameters.MitoShare > 0) mitochondrial = new ExpressionProfile(genes.Mitochondrial, mito, parameters.Dispersion, library * parameters.MitoShare);
        if (truth.Ambient <= 0) return;
        var mean = new double[genes.Count];
        foreach (int k in states)
        {
            double share = truth.CapturedFractions[k] * (1 - parameters.MitoShare), high = k == cqaState ? truth.MarkerHighShare : 1;
            AddShares(mean, nuclear, weights[k], share * high);
            if (low is not null && high < 1) AddShares(mean, nuclear, low, share * (1 - high));
        }

        if (parameters.MitoShare > 0) AddShares(mean, genes.Mitochondrial, mito, parameters.MitoShare);
        ambient = new AmbientProfile(mean);
    }

    /// <summary>Adds the counts of a cell; the stream stands behind the numbers that made <paramref name="cell"/>.</summary>
    public void Add(ref Philox random, CellTruth cell, CountAccumulator counts)
    {
        mitochondrial?.Add(ref random, cell.Library * cell.MitoShare, counts);
        Of(cell).Add(ref random, cell.Library * (1 - cell.MitoShare), counts);
        if (cell.Doublet)
        {
            mitochondrial?.Add(ref random, cell.SecondLibrary * mitoShare, counts);
            ordinary[cell.SecondState].Add(ref random, cell.SecondLibrary * (1 - mitoShare), counts);
        }

        if (cell.Ambient > 0) ambient?.Add(ref random, cell.Ambient, counts);
    }

    private ExpressionProfile Of(CellTruth cell)
    {
        bool low = markerLow is not null && cell.State == cqaState && !cell.MarkerHigh;
        if (cell.Hazard) return low ? hazardousMarkerLow! : hazardous![cell.State];
        return low ? markerLow! : ordinary[cell.State];
    }

    private static double[] Weights(SimulatedGenes genes, int[] columns, double[] logEffects) =>
        Array.ConvertAll(columns, g => genes.BaseShares[g] * Math.Exp(logEffects[g]));

    private static void AddShares(double[] mean, int[] columns, double[] weights, double factor)
    {
        double total = weights.Sum();
        for (int i = 0; i < columns.Length; i++) mean[columns[i]] += factor * weights[i] / total;
    }
}
