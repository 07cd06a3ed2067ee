using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

/// <summary>A reference of four small train lots with four states, and lots to map onto it: Poisson counts, states with twenty genes of their own, every lot with gene effects of its own.</summary>
internal sealed class SmallReference
{
    public const int Genes = 240, States = 4, TrainLots = 4, CellsPerLot = 120;

    private static readonly string[] Ids = [.. Enumerable.Range(0, Genes).Select(g => $"ENSG{g:D8}")];

    private readonly ulong seed;
    private readonly double lotEffect;

    public SmallReference(ulong seed, string align = "none", double lotEffect = 0.1)
    {
        (this.seed, this.lotEffect) = (seed, lotEffect);
        Sources = [.. Enumerable.Range(0, TrainLots).Select(l => Source(l))];
        var input = new CohortInput([.. Enumerable.Range(0, TrainLots).Select(l => Lot($"L{l}", "train"))], [.. Sources.Select((s, l) => new CellInput(s, l))]);
        var parameters = new DiscoverParameters { Readouts = [], VariableGenes = 90, Components = 12, Dimensions = 8, Resolutions = [0.3, 1.0], Align = align, LayoutEpochs = 30 };
        Map = PopulationMapper.Run(Device, input, parameters, StepProgress.None, CancellationToken.None);
        Model = Freeze(Map, parameters);
    }

    public static CpuDevice Device { get; } = new();

    public PopulationMap Map { get; }

    public ReferenceModel Model { get; }

    /// <summary>The train lots as they were read.</summary>
    public IReadOnlyList<MemoryCells> Sources { get; }

    /// <summary>The cells of a lot; lots from <see cref="TrainLots"/> on are new ones.</summary>
    /// <param name="lot">Index of the lot.</param>
    /// <param name="cells">Cells.</param>
    /// <param name="state">State of each cell; null: of all in turn. A state from <see cref="States"/> on has genes of its own that no train cell has.</param>
    public MemoryCells Source(int lot, int cells = CellsPerLot, Func<int, int>? state = null) => new($"L{lot}.h5", Ids, Rows(lot, cells, state), [.. Enumerable.Range(0, cells).Select(c => $"CELL{lot}-{c}")]);

    public float[][] Rows(int lot, int cells = CellsPerLot, Func<int, int>? state = null) => [.. Enumerable.Range(0, cells).Select(c => Row(lot, c, state?.Invoke(c) ?? c % States))];

    public QueryLot Read(MemoryCells source, string name = "new", StepProgress? progress = null) => Assert.Single(ReadAll([(name, source)], progress));

    public IReadOnlyList<QueryLot> ReadAll(IReadOnlyList<(string Name, MemoryCells Source)> lots, StepProgress? progress = null) =>
        [.. new QueryReader(Device, Model).Read(new CohortInput([.. lots.Select(l => Lot(l.Name, "test"))], [.. lots.Select((l, i) => new CellInput(l.Source, i))]), progress ?? StepProgress.None)];

    public LabelTransfer Transfer(QueryLot query)
    {
        using SymphonyReference prepared = SymphonyReference.Of(Device, Model);
        return SymphonyTransfer.Run(Device, Model, prepared, query, new MapParameters { Method = "symphony" });
    }

    public static LotInput Lot(string name, string role) => new(new Lot(name, null, role, null, null, null, null, new Dictionary<string, string>()), []);

    private float[] Row(int lot, int cell, int state)
    {
        var random = new Philox(seed, RandomPurpose.Test, (ulong)((lot * 100_000) + cell));
        double depth = Math.Exp(0.2 * random.NextNormal());
        float[] row = new float[Genes];
        for (int g = 0; g < Genes; g++)
        {
            double rate = Math.Exp(new Philox(seed + 1, RandomPurpose.Test, (ulong)g).NextNormal() * 0.7) * depth * Math.Exp(lotEffect * new Philox(seed + 2 + (ulong)lot, RandomPurpose.Test, (ulong)g).NextNormal());
            row[g] = Poisson(ref random, rate * (g / 20 == state ? 6 : 1));
        }

        return row;
    }

    private static int Poisson(ref Philox random, double rate)
    {
        double limit = Math.Exp(-rate), product = random.NextDouble();
        int count = 0;
        for (; product > limit; count++) product *= random.NextDouble();
        return count;
    }

    public static ReferenceModel Freeze(PopulationMap map, DiscoverParameters parameters)
    {
        int[] stored = [.. map.Pca.Genes, .. Enumerable.Range(0, map.Genes.Count).Except(map.Pca.Genes).Take(3)];
        int[] columns = new int[map.Genes.Count];
        Array.Fill(columns, -1);
        for (int g = 0; g < stored.Length; g++) columns[stored[g]] = g;
        var values = new CsrRowBuffer<float>(stored.Length);
        var sums = map.Clusterings.Select(c => new DenseMatrix<double>(c.Clusters, map.Genes.Count)).ToArray();
        int cell = 0;
        foreach (CsrMatrix<float> block in map.Values)
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                values.Append(block.RowIndices(r), block.RowValues(r), columns);
                for (int k = 0; k < sums.Length; k++)
                {
                    for (int i = 0; i < block.RowIndices(r).Length; i++) sums[k][map.Clusterings[k].Labels[cell], block.RowIndices(r)[i]] += block.RowValues(r)[i];
                }
            }
        }

        return new ReferenceModel
        {
            Modality = map.Modality,
            Parameters = parameters,
            Genes = map.Genes,
            Pca = map.Pca,
            Alignment = map.Alignment,
            Soft = Compress(map.Embedding),
            Lots = map.Lots,
            Cells = map.Cells,
            Projections = map.Projections,
            Embedding = map.Embedding,
            SharedNeighbors = map.SharedNeighbors,
            Clusterings = map.Clusterings,
            StoredGenes = stored,
            StoredValues = new StoredValues(values.Take()),
            ClusterSums = sums,
            Hypotheses = [],
            Calibration = new Calibration("", [], []),
        };
    }

    private static SoftClusters Compress(DenseMatrix<float> embedding)
    {
        DenseMatrix<double> centroids = CentroidSeeds.Compute(Device, UnitRows.Of(Device, embedding), 12, 1);
        UnitRows.Normalize(centroids);
        var soft = new SoftClusters(centroids, new double[12], new DenseMatrix<double>(12, embedding.Columns), 0.1);
        double[] weights = new double[12];
        for (int i = 0; i < embedding.Rows; i++)
        {
            SymphonyCorrection.Assign(embedding.Row(i), soft, weights);
            for (int k = 0; k < 12; k++)
            {
                soft.Sizes[k] += weights[k];
                for (int d = 0; d < embedding.Columns; d++) soft.Sums[k, d] += weights[k] * embedding[i, d];
            }
        }

        return soft;
    }
}
