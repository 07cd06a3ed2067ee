using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Discovery;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.Discoveries;

/// <summary>Lots of cells of three states with genes of their own; the first state's share grows from lot to lot.</summary>
internal static class MadeStates
{
    public const int Lots = 8, Cells = 80;

    private const int Genes = 80, Own = 15;

    /// <summary>The cohort.</summary>
    /// <param name="seed">Seed of the counts.</param>
    /// <param name="readouts">Readout of each lot.</param>
    /// <param name="extraLot">A lot with half of its cells in a state that no other lot has; -1 for none.</param>
    public static CohortInput Input(ulong seed, double[] readouts, int extraLot = -1)
    {
        string[] genes = [.. Enumerable.Range(0, Genes).Select(g => $"G{g}")];
        return new CohortInput(
            [.. Enumerable.Range(0, Lots).Select(l => new LotInput(new Lot($"L{l}", null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), [readouts[l]]))],
            [.. Enumerable.Range(0, Lots).Select(l => new CellInput(new MemoryCells($"L{l}", genes, [.. Enumerable.Range(0, Cells).Select(c => Cell(seed, l, c, extraLot))]), l))]);
    }

    /// <summary>Runs a discovery of it.</summary>
    public static DiscoveryResult Discover(CohortInput input, DiscoverParameters parameters, int threads = 2)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", threads);
        var design = new DesignStatement(Lots, 40320, true, 40320, 2 / 40320.0, true, "");
        return Discoverer.Run(device, input, design, parameters, StepProgress.None, CancellationToken.None);
    }

    private static float[] Cell(ulong seed, int lot, int cell, int extraLot)
    {
        var random = new Philox(seed, RandomPurpose.Test, (ulong)((lot * Cells) + cell));
        int state = lot == extraLot && cell % 2 == 0 ? 3 : cell < 12 + (4 * lot) ? 0 : 1 + (cell % 2);
        float[] counts = new float[Genes];
        for (int g = 0; g < Genes; g++) counts[g] = random.NextInt32(g / Own == state ? 14 : 4);
        return counts;
    }
}
