using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;

namespace GpuCqa.Analysis.Tests.Refusals;

/// <summary>Counts of 500 genes in three states, negative binomial around profiles that every lot shifts a little, and a reference made of them.</summary>
internal sealed class MadeCells
{
    public const int Genes = 500, States = 3;
    private const int Program = 40, FirstForeign = States * Program;
    private readonly ulong seed;
    private readonly double[] shares = new double[Genes];

    public MadeCells(ulong seed)
    {
        this.seed = seed;
        var random = new Philox(seed, RandomPurpose.Test, 1);
        for (int g = 0; g < Genes; g++) shares[g] = Math.Exp(random.NextNormal());
        // Genes that only a foreign program turns on.
        for (int g = FirstForeign; g < FirstForeign + Program; g++) shares[g] = 0.01;
        double sum = shares.Sum();
        for (int g = 0; g < Genes; g++) shares[g] /= sum;
    }

    public static string[] GeneNames { get; } = [.. Enumerable.Range(0, Genes).Select(g => $"G{g}")];

    /// <summary>Cells of a lot.</summary>
    /// <param name="lot">Number of the lot, which decides its shift.</param>
    /// <param name="states">State of each cell; -1 = the first state with the foreign program, -2 = a doublet of the first two states.</param>
    /// <param name="foreign">Log effect of the foreign program.</param>
    /// <param name="shift">Deviation of the lot's log effect on each gene.</param>
    public CsrMatrix<float> Lot(int lot, int[] states, double foreign = 4, double shift = 0.15)
    {
        var ofLot = new Philox(seed, RandomPurpose.Test, 1000 + (ulong)lot);
        double[] batch = [.. Enumerable.Range(0, Genes).Select(_ => Math.Exp(shift * ofLot.NextNormal()))];
        var rows = new CsrRowBuffer<float>(Genes);
        for (int i = 0; i < states.Length; i++)
        {
            var random = new Philox(seed, RandomPurpose.Test, 1_000_000 + ((ulong)lot * 100_000) + (ulong)i);
            double depth = 2000 * Math.Exp(0.3 * random.NextNormal());
            var counts = new float[Genes];
            for (int g = 0; g < Genes; g++)
            {
                double mean = shares[g] * batch[g] * (states[i] == -2 ? Effect(g, 0, foreign) + Effect(g, 1, foreign) : Effect(g, states[i], foreign));
                // Gamma(2) / 2 is the mean of two exponentials.
                counts[g] = Poisson(ref random, depth * mean * -0.5 * Math.Log((1 - random.NextDouble()) * (1 - random.NextDouble())));
            }

            int[] genes = [.. Enumerable.Range(0, Genes).Where(g => counts[g] > 0)];
            rows.Append(genes, [.. genes.Select(g => counts[g])]);
        }

        return rows.Take();
    }

    /// <summary>Even numbers of the three states.</summary>
    public static int[] Ordinary(int cells) => [.. Enumerable.Range(0, cells).Select(i => i % States)];

    /// <summary>A reference of some lots, without limits, and the counts of its cells. All genes are in it, so that what <see cref="Lot"/> gives can be mapped as it is.</summary>
    public (ReferenceModel Reference, IReadOnlyList<CsrMatrix<float>> Values) Reference(ComputeDevice device, int lots, int cells)
    {
        var input = new CohortInput(
            [.. Enumerable.Range(0, lots).Select(l => new LotInput(new Lot($"L{l}", null, Core.Cohorts.Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []))],
            [.. Enumerable.Range(0, lots).Select(l => new CellInput(Source(l, cells), l))]);
        var parameters = new DiscoverParameters { Readouts = [], LayoutEpochs = 1, Align = "none", Dimensions = 10, Components = 10, Resolutions = [0.2, 0.5], MinGenes = 1, MinCounts = 1, MaxGenes = Genes, MaxMitoPercent = 100, MinCells = 0 };
        PopulationMap map = PopulationMapper.Run(device, input, parameters, StepProgress.None, CancellationToken.None);
        var to = new int[map.Genes.Count];
        Array.Fill(to, -1);
        for (int i = 0; i < map.Pca.Genes.Length; i++) to[map.Pca.Genes[i]] = i;
        var stored = new CsrRowBuffer<float>(map.Pca.Genes.Length);
        DenseMatrix<double>[] sums = [.. map.Clusterings.Select(c => new DenseMatrix<double>(c.Clusters, map.Genes.Count))];
        int cell = 0;
        foreach (CsrMatrix<float> block in map.Values)
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                stored.Append(block.RowIndices(r), block.RowValues(r), to);
                for (int p = 0; p < sums.Length; p++)
                    for (int e = 0; e < block.RowIndices(r).Length; e++) sums[p][map.Clusterings[p].Labels[cell], block.RowIndices(r)[e]] += block.RowValues(r)[e];
            }
        }

        return (new ReferenceModel
        {
            Modality = map.Modality, Parameters = parameters, Genes = map.Genes, Pca = map.Pca, Alignment = map.Alignment,
            Soft = new SoftClusters(new DenseMatrix<double>(0, 0), [], new DenseMatrix<double>(0, 0), 0.1),
            Lots = map.Lots, Cells = map.Cells, Projections = map.Projections, Embedding = map.Embedding, SharedNeighbors = map.SharedNeighbors, Clusterings = map.Clusterings,
            StoredGenes = map.Pca.Genes, StoredValues = new StoredValues(stored.Take()), ClusterSums = sums, Hypotheses = [], Calibration = new Calibration("", [], []),
        }, map.Values);
    }

    private MemoryCells Source(int lot, int cells)
    {
        CsrMatrix<float> values = Lot(lot, Ordinary(cells));
        return new MemoryCells($"lot {lot}", GeneNames, [.. Enumerable.Range(0, cells).Select(i =>
        {
            var row = new float[Genes];
            for (int e = 0; e < values.RowIndices(i).Length; e++) row[values.RowIndices(i)[e]] = values.RowValues(i)[e];
            return row;
        })], [.. Enumerable.Range(0, cells).Select(i => $"L{lot}C{i}")]);
    }

    private static double Effect(int gene, int state, double foreign)
    {
        int own = Math.Max(state, 0);
        if (gene >= own * Program && gene < (own + 1) * Program) return Math.Exp(1.2);
        return state == -1 && gene >= FirstForeign && gene < FirstForeign + Program ? Math.Exp(foreign) : 1;
    }

    private static float Poisson(ref Philox random, double mean)
    {
        int count = 0;
        for (double sum = -Math.Log(1 - random.NextDouble()); sum < mean; sum -= Math.Log(1 - random.NextDouble())) count++;
        return count;
    }
}
