using System.Diagnostics;
using System.Globalization;
using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Genes;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Simulation;

namespace GpuCqa.Bench;

/// <summary>Writes the shared-neighbour graph of simulated cells: of their counts by every step of a discovery, or of points drawn like an embedding.</summary>
internal static class GraphCommand
{
    public static void Run(Options options)
    {
        string to = options.Text("out") ?? throw new ArgumentException("--out names a file.");
        int cells = options.Number("cells", 100_000);
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        var parameters = new DiscoverParameters { Readouts = [] };
        var clock = Stopwatch.StartNew();
        (DenseMatrix<float> embedding, int[] states) = options.Text("drawn") is null
            ? Simulated(device, cells, options.Number("genes", 20_000), parameters)
            : Drawn(cells, parameters.Dimensions, (ulong)options.Number("seed", 1));
        CsrMatrix<double> graph;
        using (DeviceMatrix<float> points = device.Upload(embedding))
            graph = device.SharedNeighbors(device.NearestNeighbors(points, points, parameters.Neighbors, DistanceMetric.Euclidean), parameters.PruneSnn);
        GraphFile.Write(to, graph, states);
        long edges = 0;
        for (int r = 0; r < graph.Rows; r++)
            foreach (int c in graph.RowIndices(r)) edges += c > r ? 1 : 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"graph of {graph.Rows} cells, {edges} edges, {clock.Elapsed.TotalSeconds:0.0} s"));
    }

    private static (DenseMatrix<float> Embedding, int[] States) Simulated(ComputeDevice device, int cells, int genes, DiscoverParameters parameters)
    {
        SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Scale(cells, genes), SimulationPresets.DefaultSeed);
        SimulatedLot[] train = [.. cohort.Lots.Where(l => l.Role == Lot.TrainRole)];
        LotInput[] lots = [.. train.Select(l => new LotInput(new Lot(l.Name, null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []))];
        CellInput[] files = [.. train.Select((l, i) => new CellInput(new SimulatedCellSource(l, device), i))];
        using CellStore store = CohortReader.Read(device, new CohortInput(lots, files), parameters, StepProgress.None, CancellationToken.None).Cells;
        var blocks = new NormalizedBlocks(device, store, parameters.ScaleFactor);
        int[] selected = VarianceStabilization.Select(VariableGeneSearch.Measure(device, store), parameters.VariableGenes);
        PcaModel pca = PrincipalComponents.Fit(device, blocks, selected, parameters.Components, parameters.Seed, StepProgress.None, CancellationToken.None);
        DenseMatrix<float> projections = PrincipalComponents.Project(device, blocks, pca, store.Count, CancellationToken.None).FirstColumns(parameters.Dimensions);
        (DenseMatrix<float> embedding, _, _) = LotAlignment.Run(device, projections, store.Lots, lots.Length, parameters.Align, new HarmonyParameters { Seed = parameters.Seed }, StepProgress.None);

        var stateOf = new Dictionary<(int Lot, string Barcode), int>();
        for (int l = 0; l < train.Length; l++)
            for (int c = 0; c < train[l].CellCount; c++) stateOf[(l, train[l].Barcode(c))] = train[l].Cell(c).State;
        return (embedding, [.. Enumerable.Range(0, store.Count).Select(i => stateOf[(store.Lots[i], store.Barcodes[i])])]);
    }

    /// <summary>Like the components of simulated cells: eight states, most spread in the first coordinates, then the same noise in every one.</summary>
    private static (DenseMatrix<float> Embedding, int[] States) Drawn(int cells, int dimensions, ulong seed)
    {
        const int states = 8, telling = 7;
        const double spread = 3;
        var random = new Philox(seed, RandomPurpose.Test);
        var centers = new DenseMatrix<double>(states, dimensions);
        for (int s = 0; s < states; s++)
            for (int d = 0; d < Math.Min(telling, dimensions); d++) centers[s, d] = random.NextNormal() * spread / Math.Sqrt(1 + d);
        var points = new DenseMatrix<float>(cells, dimensions);
        var of = new int[cells];
        for (int c = 0; c < cells; c++)
        {
            of[c] = random.NextInt32(states);
            for (int d = 0; d < dimensions; d++) points[c, d] = (float)(centers[of[c], d] + random.NextNormal());
        }

        return (points, of);
    }
}
