using System.Diagnostics;
using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Simulation;

namespace GpuCqa.Bench;

/// <summary>Labels batches of simulated cells on a loaded reference of simulated cells: projection, exact neighbours, votes.</summary>
internal static class LabelCommand
{
    public static void Run(Options options)
    {
        int cells = options.Number("cells", 100_000), genes = options.Number("genes", 2_000), batch = options.Number("batch", 1_000), repeat = options.Number("repeat", 100);
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1), (VectorWidth)options.Number("width", 0));
        SimulatedCohort cohort = CohortSimulator.Create(SimulationPresets.Scale(cells, genes), 1);
        IReadOnlyList<SimulatedLot> lots = cohort.Lots;
        var input = new CohortInput(
            [.. lots.Select(l => new LotInput(new Lot(l.Name, null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []))],
            [.. lots.Select((l, i) => new CellInput(new SimulatedCellSource(l, device), i))]);
        var parameters = new DiscoverParameters { Readouts = [] };
        CohortCells read = CohortReader.Read(device, input, parameters, StepProgress.None, CancellationToken.None);
        using CellStore store = read.Cells;
        ReferenceModel reference = Freeze(device, store, read.Lots, parameters);
        long start = Stopwatch.GetTimestamp();
        using CellTransfer transfer = CellTransfer.Load(device, reference);
        double loading = Stopwatch.GetElapsedTime(start).TotalSeconds;
        CsrMatrix<float>[] batches = [.. Enumerable.Range(0, 8).Select(b => Batch(store, b * 37, batch))];
        for (int i = 0; i < 10; i++) transfer.Label(batches[i % batches.Length]);
        var times = new double[repeat];
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < repeat; i++)
        {
            start = Stopwatch.GetTimestamp();
            transfer.Label(batches[i % batches.Length]);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        double processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / repeat;
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"label {batch} cells on {store.Count}, {device.Info.Description}: loaded in {loading:F2} s; best {times[0]:F1} ms, median {times[repeat / 2]:F1} ms, 99 % {times[Math.Min(repeat - 1, repeat * 99 / 100)]:F1} ms, processor {processor:F1} ms a batch"));
    }

    private static CsrMatrix<float> Batch(CellStore store, int first, int count)
    {
        int step = Math.Max(1, (store.Count - first) / count);
        var buffer = new CsrRowBuffer<float>(store.Genes.Count);
        for (int c = first; c < store.Count && buffer.Rows < count; c += step)
        {
            CsrMatrix<float> block = store.Blocks[c / CellStore.BlockCells];
            buffer.Append(block.RowIndices(c % CellStore.BlockCells), block.RowValues(c % CellStore.BlockCells));
        }

        return buffer.Take();
    }

    /// <summary>A reference with clusters by the sign of the first three components, which is as good for timing as any.</summary>
    private static ReferenceModel Freeze(ComputeDevice device, CellStore store, IReadOnlyList<LotResult> lots, DiscoverParameters parameters)
    {
        var blocks = new NormalizedBlocks(device, store, parameters.ScaleFactor);
        PcaModel pca = PrincipalComponents.Fit(device, blocks, [.. Enumerable.Range(0, store.Genes.Count)], parameters.Dimensions, 1, StepProgress.None, CancellationToken.None);
        DenseMatrix<float> projections = PrincipalComponents.Project(device, blocks, pca, store.Count, CancellationToken.None);
        int[] labels = [.. Enumerable.Range(0, store.Count).Select(c => (projections[c, 0] > 0 ? 1 : 0) + (projections[c, 1] > 0 ? 2 : 0) + (projections[c, 2] > 0 ? 4 : 0))];
        return new ReferenceModel
        {
            Modality = store.Modality,
            Parameters = parameters,
            Genes = store.Genes,
            Pca = pca,
            Alignment = new AlignmentResult("none", "none", 1, 1, 0.6, 0, []),
            Soft = new SoftClusters(new DenseMatrix<double>(0, 0), [], new DenseMatrix<double>(0, 0), 0.1),
            Lots = lots,
            Cells = new CellTable(store.Barcodes, store.Lots, store.Totals, store.DetectedGenes, store.MitoPercent, new DenseMatrix<float>(store.Count, 2)),
            Projections = projections,
            Embedding = projections,
            SharedNeighbors = new CsrMatrix<double>(0, 0, [0], [], []),
            Clusterings = [.. parameters.Resolutions.Select(r => new Clustering("none", r, 8, 0, labels))],
            StoredGenes = pca.Genes,
            StoredValues = new StoredValues(new CsrMatrix<float>(0, pca.Genes.Length, [0], [], [])),
            ClusterSums = [],
            Hypotheses = [],
            Calibration = new Calibration("", [], []),
        };
    }
}
