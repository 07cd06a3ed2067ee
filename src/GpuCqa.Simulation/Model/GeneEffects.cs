using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>Log effects on genes: those that all cells of a lot share, and those of one kind of cell.</summary>
internal static class GeneEffects
{
    /// <summary>Effects of the lot, its shared batch, its donor, its tissue and the process it was made by, added up.</summary>
    public static double[] OfLot(SimulationParameters parameters, SimulationStreams streams, SimulatedGenes genes, LotSlot slot)
    {
        var effects = new double[genes.Count];
        AddNormal(effects, streams.Batch(slot.Index), parameters.BatchSd);
        if (slot.Batch is { } batch) AddNormal(effects, streams.SharedBatch(batch), parameters.SharedBatchSd);
        AddNormal(effects, streams.DonorExpression(slot.Donor), parameters.DonorSd);
        AddNormal(effects, streams.TissueExpression(slot.Tissue), parameters.Tissues[slot.Tissue].ExpressionSd);
        if (slot.Group.Changed) AddProgram(effects, genes, p => p.Name == GeneProgram.Process);
        return effects;
    }

    /// <summary>Effects on a cell of the lot.</summary>
    /// <param name="lot">Effects of the lot.</param>
    /// <param name="genes">Genes.</param>
    /// <param name="state">The cell's state.</param>
    /// <param name="marker">Whether a cell of the hidden state expresses the key marker strongly.</param>
    /// <param name="hazard">Whether it is a hazardous cell.</param>
    public static double[] OfCell(double[] lot, SimulatedGenes genes, int state, bool marker, bool hazard)
    {
        double[] effects = (double[])lot.Clone();
        AddProgram(effects, genes, p => p.State == state && (marker || p.Name != GeneProgram.KeyMarker));
        if (hazard) AddProgram(effects, genes, p => p.Name == GeneProgram.Hazard);
        return effects;
    }

    private static void AddNormal(double[] effects, Philox random, double deviation)
    {
        if (deviation == 0) return;
        for (int g = 0; g < effects.Length; g++) effects[g] += deviation * random.NextNormal();
    }

    private static void AddProgram(double[] effects, SimulatedGenes genes, Func<GeneProgram, bool> chosen)
    {
        foreach (GeneProgram program in genes.Programs.Where(chosen))
            for (int i = 0; i < program.Genes.Length; i++) effects[program.Genes[i]] += program.LogEffects[i];
    }
}
