using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.GeneSets;
using GpuCqa.Analysis.Markers;
using GpuCqa.Analysis.Planning;
using GpuCqa.Analysis.Pseudobulk;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.GeneSets;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Bench;

/// <summary>Markers of every group against the rest, from counts by cell to the sorted list, with the peak memory of the process.</summary>
internal static class MarkersCommand
{
    public static void Run(Options options)
    {
        int cells = options.Number("cells", 50_000), genes = options.Number("genes", 8_000);
        double density = options.Real("density", 0.1);
        int[] groups = [.. (options.Text("groups") ?? "100").Split(',').Select(g => int.Parse(g, CultureInfo.InvariantCulture))];
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        int[][] labels = [.. groups.Select((g, p) => Labels(cells, g, p))];
        CsrMatrix<float>[] blocks = Counts(device, cells, genes, density, labels[0]);
        long entries = blocks.Sum(b => b.NonZeros);
        using CellStore store = Store(device, blocks, cells, genes, entries);
        Clustering[] clusterings = [.. groups.Select((g, p) => new Clustering("drawn", p + 1, g, 0, labels[p]))];
        if (options.Number("lots", 0) is > 0 and var lots)
        {
            OverLots(device, store, clusterings, lots, options);
            return;
        }

        MarkerFilter filter = options.Text("filter") == "none" ? MarkerFilter.None : new MarkerFilter();
        double before = Peak();
        IReadOnlyList<Marker> found = Timing.Repeat(
            string.Create(CultureInfo.InvariantCulture, $"markers {cells} cells x {genes} genes x {string.Join('+', groups)} groups, {entries} non-zeros, {device.Info.Description}"),
            options.Number("repeat", 3),
            () => MarkerSearch.Find(device, new GeneStripes(device, new NormalizedBlocks(device, store, 10_000), store), store.Genes, clusterings, filter));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Count} markers; counts {entries * 8 / 1e6:0} MB; peak memory of the process {before / 1e6:0} MB before, {Peak() / 1e6:0} MB after"));
        if (options.Text("write") is { } path) Write(path, found);
        if (options.Text("write-counts") is { } folder) WriteCounts(folder, blocks, store.Totals, labels[0]);
    }

    // Markers over lots, and so many gene sets of 80 genes drawn at random.
    private static void OverLots(ComputeDevice device, CellStore store, Clustering[] clusterings, int lots, Options options)
    {
        int sets = options.Number("gene-sets", 0), genes = store.Genes.Count;
        var parameters = new DiscoverParameters { Readouts = [] };
        int[] sizes = new int[lots];
        for (int c = 0; c < store.Count; c++) sizes[store.Lots[c] = (int)((long)c * lots / store.Count)]++;
        LotResult[] results = [.. sizes.Select((n, l) => new LotResult($"L{l}", null, null, null, null, [], n, n, 0, 0, 0, 0, 0, 0, 0))];
        var random = new Philox(4, RandomPurpose.Test);
        GeneSetLibrary library = new("drawn", [.. Enumerable.Range(0, sets).Select(s => new GeneSet($"S{s}", "", [.. Enumerable.Range(0, 80).Select(_ => store.Genes.Names[random.NextInt32(genes)]).Distinct()]))]);
        IReadOnlyList<GeneSetMatch> matched = sets == 0 ? [] : GeneSetMatch.Of([library], store.Genes, CellModality.Counts, parameters, StepProgress.None);
        double before = Peak();
        ClusterPrograms found = Timing.Repeat(
            string.Create(CultureInfo.InvariantCulture, $"markers over {lots} lots, {store.Count} cells x {genes} genes x {string.Join('+', clusterings.Select(c => c.Clusters))} groups, {sets} gene sets, {store.Blocks.Sum(b => b.NonZeros)} non-zeros, {device.Info.Description}"),
            options.Number("repeat", 3),
            () => PseudobulkSearch.Run(device, store, results, clusterings, matched, parameters, StepProgress.None, CancellationToken.None));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Markers.Count} markers, {found.GeneSets.Count} gene sets; peak memory of the process {before / 1e6:0} MB before, {Peak() / 1e6:0} MB after"));
    }

    // Sizes differ: the density of a group falls with its number.
    private static int[] Labels(int cells, int groups, int partition)
    {
        var random = new Philox(3, RandomPurpose.Test, (ulong)partition);
        int[] labels = new int[cells];
        for (int c = 0; c < cells; c++)
        {
            double u = random.NextDouble();
            labels[c] = (int)(groups * u * (0.5 + (0.5 * u)));
        }

        return labels;
    }

    // Depth differs tenfold between cells, the mean of genes a hundredfold; each gene is twice to five times as frequent in one group.
    private static CsrMatrix<float>[] Counts(ComputeDevice device, int cells, int genes, double density, int[] labels)
    {
        double[] rate = [.. Enumerable.Range(0, genes).Select(g => Math.Pow(100, -((g * 7919L) % genes) / (double)genes))];
        double scale = density / rate.Average() * 1.6;
        int groups = labels.Max() + 1;
        var blocks = new CsrMatrix<float>[(cells + CellStore.BlockCells - 1) / CellStore.BlockCells];
        device.ForEach(blocks.Length, b =>
        {
            int first = b * CellStore.BlockCells, end = Math.Min(cells, first + CellStore.BlockCells);
            var buffer = new CsrRowBuffer<float>(genes);
            int[] columns = new int[genes];
            float[] values = new float[genes];
            for (int c = first; c < end; c++)
            {
                var random = new Philox(1, RandomPurpose.Test, (ulong)c);
                double depth = Math.Pow(10, random.NextDouble() - 0.7) * scale;
                int n = 0;
                for (int g = 0; g < genes; g++)
                {
                    double mean = depth * rate[g] * (g % groups == labels[c] ? 2 + (g % 4) : 1), u = random.NextUInt32() * (1.0 / 4294967296), p = Math.Exp(-mean);
                    if (u < p) continue;
                    int count = 0;
                    for (double sum = p; u >= sum && count < 1000; sum += p) p *= mean / ++count;
                    columns[n] = g;
                    values[n++] = count;
                }

                buffer.Append(columns.AsSpan(0, n), values.AsSpan(0, n));
            }

            blocks[b] = buffer.Take();
        });
        return blocks;
    }

    private static CellStore Store(ComputeDevice device, CsrMatrix<float>[] blocks, int cells, int genes, long entries)
    {
        var totals = new double[cells];
        int cell = 0;
        foreach (CsrMatrix<float> block in blocks)
        {
            for (int r = 0; r < block.Rows; r++, cell++)
            {
                foreach (float x in block.RowValues(r)) totals[cell] += x;
            }
        }

        string[] names = [.. Enumerable.Range(0, genes).Select(g => string.Create(CultureInfo.InvariantCulture, $"G{g}"))];
        return new CellStore(device, blocks, new BlockTravel(true, 0, genes, GeneStripes.FewestOf(entries)))
        {
            Modality = CellModality.Counts,
            Genes = new FeatureTable(names, names),
            Barcodes = new string[cells],
            Lots = new int[cells],
            Totals = totals,
            DetectedGenes = new int[cells],
            MitoPercent = new double[cells],
        };
    }

    private static void Write(string path, IReadOnlyList<Marker> found)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("partition,group,gene,log10_p,log2_fc,auc,pct_group,pct_rest");
        foreach (Marker m in found) file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{m.Resolution},{m.Cluster},{m.Gene},{m.Log10P:R},{m.Log2FcV4:R},{m.Auc:R},{m.PctCluster:R},{m.PctRest:R}"));
    }

    private static void WriteCounts(string folder, CsrMatrix<float>[] blocks, double[] totals, int[] labels)
    {
        Directory.CreateDirectory(folder);
        using FileStream lengths = File.Create(Path.Combine(folder, "lengths.i32")), columns = File.Create(Path.Combine(folder, "columns.i32")), values = File.Create(Path.Combine(folder, "values.f32"));
        foreach (CsrMatrix<float> block in blocks)
        {
            int[] rows = [.. Enumerable.Range(0, block.Rows).Select(r => (int)(block.RowOffsets[r + 1] - block.RowOffsets[r]))];
            lengths.Write(MemoryMarshal.AsBytes<int>(rows));
            columns.Write(MemoryMarshal.AsBytes(block.ColumnIndices.AsSpan(0, (int)block.NonZeros)));
            values.Write(MemoryMarshal.AsBytes(block.Values.AsSpan(0, (int)block.NonZeros)));
        }

        File.WriteAllBytes(Path.Combine(folder, "totals.f64"), MemoryMarshal.AsBytes<double>(totals).ToArray());
        File.WriteAllBytes(Path.Combine(folder, "labels.i32"), MemoryMarshal.AsBytes<int>(labels).ToArray());
    }

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
