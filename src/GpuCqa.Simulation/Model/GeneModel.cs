using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>Draws the genes of a cohort: roles, base expression, programs.</summary>
internal static class GeneModel
{
    // Program genes are drawn from a narrower distribution of the same mean: a program acts on genes that the cells express at all.
    private const double ProgramBaseShape = 2;

    public static SimulatedGenes Create(SimulationParameters parameters, SimulationStreams streams)
    {
        int genes = parameters.Genes;
        int[] columns = Shuffled(genes, streams.GeneOrder());
        var names = new string[genes];
        int used = 0;

        int[] Take(int count, ReadOnlySpan<string> symbols)
        {
            int[] taken = columns.AsSpan(used, count).ToArray();
            used += count;
            Array.Sort(taken);
            for (int i = 0; i < count; i++) names[taken[i]] = i < symbols.Length ? symbols[i] : GeneNames.Generic(taken[i]);
            return taken;
        }

        int[] mitochondrial = Take(GeneNames.Mitochondrial.Length, GeneNames.Mitochondrial);
        var programs = new List<GeneProgram>();
        void Plant(string name, int state, int count, ReadOnlySpan<string> symbols, double low, double high, double upShare)
        {
            Philox random = streams.Program(programs.Count);
            programs.Add(new GeneProgram(name, state, Take(count, symbols), Effects(ref random, count, low, high, upShare)));
        }

        int cqa = parameters.CqaState;
        Plant(GeneProgram.KeyMarker, cqa, 1, [parameters.KeyMarker], parameters.KeyMarkerEffect, parameters.KeyMarkerEffect, 1);
        Plant("marker", cqa, parameters.MarkerGenes, [], parameters.MarkerEffectLow, parameters.MarkerEffectHigh, 1);
        Plant("oxphos", cqa, parameters.GeneSetSize, GeneNames.Oxphos, parameters.GeneSetEffectLow, parameters.GeneSetEffectHigh, 1);
        Plant("ecm", cqa, parameters.GeneSetSize, GeneNames.ExtracellularMatrix, parameters.GeneSetEffectLow, parameters.GeneSetEffectHigh, 0);
        int ordinary = 0;
        for (int k = 0; k < parameters.StateShares.Count; k++)
        {
            string[] symbols = k == cqa ? [] : ordinary++ switch { 1 => GeneNames.Interferon, 3 => GeneNames.CellCycle, _ => [] };
            Plant($"state_{k}", k, parameters.ProgramSize, symbols, parameters.ProgramEffectLow, parameters.ProgramEffectHigh, parameters.ProgramUpShare);
        }

        if (parameters.States > parameters.StateShares.Count)
            Plant("new_state", parameters.StateShares.Count, parameters.ProgramSize, [], parameters.ProgramEffectLow, parameters.ProgramEffectHigh, parameters.ProgramUpShare);
        if (parameters.Change is { ProgramGenes: > 0 } change) Plant(GeneProgram.Process, GeneProgram.AnyState, change.ProgramGenes, [], change.ProgramEffect, change.ProgramEffect, 0.5);
        if (parameters.Hazard is { } hazard) Plant(GeneProgram.Hazard, GeneProgram.AnyState, hazard.Genes, GeneNames.Pluripotency, hazard.EffectLow, hazard.EffectHigh, 1);
        Take(genes - used, []);
        int key = programs[0].Genes[0];
        double[] shares = BaseShares(parameters, streams.BaseExpression(), mitochondrial, programs, key);
        string[] ids = Enumerable.Range(0, genes).Select(GeneNames.Id).ToArray();
        return new SimulatedGenes(new FeatureTable(ids, names), shares, mitochondrial, programs, key);
    }

    private static double[] BaseShares(SimulationParameters parameters, Philox random, int[] mitochondrial, List<GeneProgram> programs, int key)
    {
        var planted = new bool[parameters.Genes];
        foreach (GeneProgram program in programs)
            foreach (int g in program.Genes) planted[g] = true;
        var shares = new double[parameters.Genes];
        double meanFactor = Math.Exp(parameters.BaseLogSd * parameters.BaseLogSd / 2);
        for (int g = 0; g < shares.Length; g++)
        {
            double ordinary = random.NextGamma(parameters.BaseShape) / parameters.BaseShape * Math.Exp(parameters.BaseLogSd * random.NextNormal()) / meanFactor;
            double program = random.NextGamma(ProgramBaseShape) / ProgramBaseShape;
            shares[g] = planted[g] ? program : ordinary;
        }

        double[] mito = Array.ConvertAll(mitochondrial, _ => random.NextGamma(ProgramBaseShape));
        foreach (int g in mitochondrial) shares[g] = 0;
        shares[key] = 0;
        int[] hazards = programs.Find(p => p.Name == GeneProgram.Hazard)?.Genes ?? [];
        foreach (int g in hazards) shares[g] = 0;
        double hazardShare = parameters.Hazard?.BaseShare ?? 0;
        double scale = (1 - parameters.MitoShare - parameters.KeyMarkerShare - (hazards.Length * hazardShare)) / shares.Sum();
        for (int g = 0; g < shares.Length; g++) shares[g] *= scale;
        double mitoSum = mito.Sum();
        for (int i = 0; i < mito.Length; i++) shares[mitochondrial[i]] = parameters.MitoShare * mito[i] / mitoSum;
        shares[key] = parameters.KeyMarkerShare;
        foreach (int g in hazards) shares[g] = hazardShare;
        return shares;
    }

    private static double[] Effects(ref Philox random, int count, double low, double high, double upShare)
    {
        var effects = new double[count];
        for (int i = 0; i < count; i++)
        {
            double size = low + ((high - low) * random.NextDouble());
            effects[i] = random.NextDouble() < upShare ? size : -size;
        }

        return effects;
    }

    private static int[] Shuffled(int count, Philox random)
    {
        int[] order = Enumerable.Range(0, count).ToArray();
        for (int i = count - 1; i > 0; i--)
        {
            int j = random.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
