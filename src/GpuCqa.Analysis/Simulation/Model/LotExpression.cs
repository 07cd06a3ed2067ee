using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Simulation;

/// <summary>The expression profiles of one lot: base, programs of each state, effects of the lot's batch.</summary>
/// <remarks>Built when the lot is read and dropped afterwards: states x genes x 36 bytes at most.</remarks>
internal sealed class LotExpression
{
    private readonly ExpressionProfile[] states;
    private readonly ExpressionProfile? mitochondrial;

    public LotExpression(SimulationParameters parameters, SimulationStreams streams, SimulatedGenes genes, int lot, double depth)
    {
        double[] batch = new double[genes.Count];
        Philox random = streams.Batch(lot);
        for (int g = 0; g < batch.Length; g++) batch[g] = parameters.BatchSd * random.NextNormal();
        double library = parameters.LibrarySize * depth;

        bool[] isMitochondrial = new bool[genes.Count];
        foreach (int g in genes.Mitochondrial) isMitochondrial[g] = true;
        int[] nuclear = Enumerable.Range(0, genes.Count).Where(g => !isMitochondrial[g]).ToArray();
        states = new ExpressionProfile[parameters.StateShares.Count];
        for (int k = 0; k < states.Length; k++)
        {
            double[] log = (double[])batch.Clone();
            foreach (GeneProgram program in genes.Programs)
            {
                if (program.State != k) continue;
                for (int i = 0; i < program.Genes.Length; i++) log[program.Genes[i]] += program.LogEffects[i];
            }

            states[k] = new ExpressionProfile(nuclear, Weights(genes, nuclear, log), parameters.Dispersion, library * (1 - parameters.MitoShare));
        }

        if (parameters.MitoShare > 0)
            mitochondrial = new ExpressionProfile(genes.Mitochondrial, Weights(genes, genes.Mitochondrial, batch), parameters.Dispersion, library * parameters.MitoShare);
    }

    /// <summary>Adds the counts of a cell; the stream stands behind the numbers that made <paramref name="cell"/>.</summary>
    public void Add(ref Philox random, CellTruth cell, CountAccumulator counts)
    {
        mitochondrial?.Add(ref random, cell.Library * cell.MitoShare, counts);
        states[cell.State].Add(ref random, cell.Library * (1 - cell.MitoShare), counts);
    }

    private static double[] Weights(SimulatedGenes genes, int[] columns, double[] logEffects) =>
        Array.ConvertAll(columns, g => genes.BaseShares[g] * Math.Exp(logEffects[g]));
}
