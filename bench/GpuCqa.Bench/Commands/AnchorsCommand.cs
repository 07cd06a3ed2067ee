using System.Globalization;
using System.Runtime.InteropServices;
using GpuCqa.Analysis.Anchors;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Bench;

/// <summary>Label transfer by anchors, of the cells that anchors/seurat.R wrote or of drawn ones: projection of the query, the reference's own neighbours, anchors, votes, correction and mapping scores.</summary>
internal static class AnchorsCommand
{
    private const int Genes = 400, Types = 12;

    public static void Run(Options options)
    {
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1));
        int filter = options.Number("filter", 0);
        string? folder = options.Text("read");
        Side reference = folder is null ? Drawn(options.Number("reference", 100_000), 1, options.Number("dims", 30)) : Read(folder, "reference", options.Number("dims", 30));
        Side query = folder is null ? Drawn(options.Number("query", 100_000), 2, reference.Loadings.Columns) : Read(folder, "query", reference.Loadings.Columns);
        DenseMatrix<float> projection = Projected(device, reference, reference);
        ReferenceModel model = Model(reference, projection);
        var parameters = new AnchorParameters { KFilter = filter, Reduction = options.Text("reduction") ?? "pcaproject" };
        string what = string.Create(CultureInfo.InvariantCulture, $"anchors {reference.Values.Rows} -> {query.Values.Rows} cells, {parameters.Reduction}, k.filter {filter}, {device.Info.Description}");
        LabelTransfer Map(Side from, ReferenceModel to)
        {
            DenseMatrix<float> own = Projected(device, reference, from);
            using AnchorReference prepared = AnchorReference.Of(device, to);
            return AnchorTransfer.Run(device, prepared, Lot(from, own), parameters, CancellationToken.None);
        }

        LabelTransfer found;
        if (folder is null)
        {
            // Large sets are mapped once; a few drawn cells compile what runs.
            Side few = Drawn(2000, 1, reference.Loadings.Columns);
            Map(Drawn(2000, 2, reference.Loadings.Columns), Model(few, Projected(device, few, few)));
            found = Timing.Once(what, () => Map(query, model));
        }
        else
        {
            found = options.Text("cold") is null ? Timing.Repeat(what, options.Number("repeat", 5), () => Map(query, model)) : Timing.Once(what + ", the first of the process", () => Map(query, model));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Anchors!.Count} anchors; peak memory of the process {Environment.WorkingSet / 1e9:F2} GB now, {PeakBytes() / 1e9:F2} GB at most"));
        if (options.Text("steps") is not null) Steps(device, projection, Projected(device, reference, query), parameters, options.Number("repeat", 3), () => Projected(device, reference, query));
        string theirs = folder is null ? "" : Path.Combine(folder, $"seurat_{(filter == 0 ? "NA" : filter)}.txt");
        if (folder is not null && File.Exists(theirs))
        {
            string[] labels = File.ReadAllLines(theirs);
            int same = labels.Zip(found.Labels[0]).Count(p => p.First == p.Second.ToString(CultureInfo.InvariantCulture));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{same} of {labels.Length} labels as Seurat's, whose neighbours are approximate"));
        }
    }

    private static void Steps(ComputeDevice device, DenseMatrix<float> cells, DenseMatrix<float> others, AnchorParameters parameters, int repeat, Func<DenseMatrix<float>> project)
    {
        Timing.Repeat("  projection of the query", repeat, project);
        using var reference = new AnchorSpace(device, cells);
        using var query = new AnchorSpace(device, others);
        Timing.Repeat("  neighbours within the reference", repeat, () =>
        {
            using var own = new AnchorSpace(device, cells);
            return own.Within(parameters.Neighbors + 1);
        });
        Timing.Repeat("  neighbours of the reference in the query", repeat, () => reference.Among(query, parameters.Neighbors));
        AnchorsFound found = Timing.Repeat("  anchors without a filter, the reference's own neighbours known", repeat, () => AnchorSearch.Find(device, reference, query, parameters, null, CancellationToken.None));
        if (MappingScores.Missing(others.Rows, found.Anchors) is null) Timing.Repeat("  mapping scores", repeat, () => MappingScores.Of(device, reference, query, found.Anchors, CancellationToken.None));
    }

    private static double PeakBytes()
    {
        string? line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? Environment.WorkingSet : 1024 * double.Parse(line.Split(':')[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    // What a mapping does before anchors: the frozen linear model on the lot's counts.
    private static DenseMatrix<float> Projected(ComputeDevice device, Side model, Side cells)
    {
        double[] offset = new double[model.Loadings.Columns];
        for (int g = 0; g < model.Means.Length; g++)
        {
            for (int d = 0; d < offset.Length && model.Deviations[g] > 0; d++) offset[d] += model.Means[g] / model.Deviations[g] * model.Loadings[g, d];
        }

        var result = new DenseMatrix<float>(cells.Values.Rows, offset.Length);
        const int rows = 8192;
        for (int first = 0; first < cells.Values.Rows; first += rows)
        {
            int last = Math.Min(cells.Values.Rows, first + rows);
            long start = cells.Values.RowOffsets[first], end = cells.Values.RowOffsets[last];
            var block = new CsrMatrix<float>(
                last - first, cells.Values.Columns, [.. cells.Values.RowOffsets[first..(last + 1)].Select(o => o - start)], cells.Values.ColumnIndices[(int)start..(int)end], cells.Values.Values[(int)start..(int)end]);
            using DeviceCsr<float> counts = device.Upload(block);
            using DeviceCsr<double> normalized = device.LogNormalize(counts, cells.Totals[first..last], 10_000, null, block.Columns);
            using DeviceCsr<double> scaled = device.ScaleSparsePart(normalized, model.Means, model.Deviations, 10);
            using DeviceMatrix<float> projected = device.Project(scaled, model.Loadings, offset);
            device.Download(projected).Values.CopyTo(result.Values.AsSpan(first * offset.Length));
        }

        return result;
    }

    private static Side Read(string folder, string name, int dims)
    {
        int[] offsets = Array<int>($"{name}_offsets.i32"), genes = Array<int>($"{name}_genes.i32");
        double[] values = Array<double>($"{name}_values.f64"), means = Array<double>("means.f64"), loadings = Array<double>("loadings.f64");
        int[] labels = name == "reference" ? Array<int>("labels.i32") : [];
        var matrix = new CsrMatrix<float>(offsets.Length - 1, means.Length, System.Array.ConvertAll(offsets, o => (long)o), genes, System.Array.ConvertAll(values, v => (float)v));
        return new Side(matrix, Array<double>($"{name}_totals.f64"), means, Array<double>("deviations.f64"), new DenseMatrix<double>(means.Length, loadings.Length / means.Length, loadings).FirstColumns(dims), labels);

        T[] Array<T>(string file) where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(folder, file))).ToArray();
    }

    // Cells of types that differ in a tenth of their genes; loadings are random directions with falling weight.
    private static Side Drawn(int cells, ulong side, int dims)
    {
        var world = new Philox(1, RandomPurpose.Test);
        double[] profiles = [.. Enumerable.Range(0, Types * Genes).Select(_ => 0.5 + (world.NextInt32(10) == 0 ? 6 * world.NextDouble() : 0.5 * world.NextDouble()))];
        var loadings = new DenseMatrix<double>(Genes, dims);
        for (int i = 0; i < loadings.Values.Length; i++) loadings.Values[i] = world.NextNormal() / Math.Sqrt(Genes * (1.0 + (i % dims)));
        var buffer = new CsrRowBuffer<float>(Genes);
        var totals = new double[cells];
        var labels = new int[cells];
        for (int c = 0; c < cells; c++)
        {
            var random = new Philox(2 + side, RandomPurpose.Test, (ulong)c);
            labels[c] = random.NextInt32(Types);
            var row = new List<(int Gene, float Count)>();
            for (int g = 0; g < Genes; g++)
            {
                int count = (int)Math.Floor(-Math.Log(1 - random.NextDouble()) * 0.6 * profiles[(labels[c] * Genes) + g]);
                if (count > 0) row.Add((g, count));
            }

            buffer.Append([.. row.Select(r => r.Gene)], [.. row.Select(r => r.Count)]);
            totals[c] = Math.Max(1, row.Sum(r => r.Count));
        }

        return new Side(buffer.Take(), totals, [.. Enumerable.Repeat(2.0, Genes)], [.. Enumerable.Repeat(1.0, Genes)], loadings, labels);
    }

    private static ReferenceModel Model(Side side, DenseMatrix<float> projection)
    {
        int cells = side.Values.Rows, genes = side.Values.Columns;
        string[] names = [.. Enumerable.Range(0, genes).Select(g => $"G{g}")];
        return new ReferenceModel
        {
            Modality = CellModality.Counts,
            Parameters = new DiscoverParameters { Readouts = [] },
            Genes = new FeatureTable(names, names),
            Pca = new PcaModel([.. Enumerable.Range(0, genes)], side.Means, side.Deviations, 10, side.Loadings, new double[side.Loadings.Columns], 0),
            Alignment = new AlignmentResult("none", "none", 1, 1, 0, 0, []),
            Soft = new SoftClusters(new DenseMatrix<double>(0, 0), [], new DenseMatrix<double>(0, 0), 0.1),
            Lots = [LotOf("train", cells)],
            Cells = new CellTable(new string[cells], new int[cells], side.Totals, new int[cells], new double[cells], new DenseMatrix<float>(cells, 2)),
            Projections = projection,
            Embedding = projection,
            SharedNeighbors = new CsrMatrix<double>(0, 0, [0], [], []),
            Clusterings = [new Clustering("louvain", 0.5, side.Labels.Max() + 1, 0, side.Labels)],
            StoredGenes = [.. Enumerable.Range(0, genes)],
            StoredValues = new StoredValues(side.Values),
            ClusterSums = [],
            Hypotheses = [],
            Calibration = new Calibration("anchors", [], []),
        };
    }

    private static QueryLot Lot(Side side, DenseMatrix<float> projection) => new(
        LotOf("query", side.Values.Rows), "test", new string[side.Values.Rows], side.Totals, new int[side.Values.Rows], new double[side.Values.Rows], side.Values,
        [.. Enumerable.Repeat(true, side.Values.Columns)], projection, new double[side.Values.Rows]);

    private static LotResult LotOf(string name, int cells) => new(name, null, null, null, null, [], cells, cells, 0, 0, 0, 0, 0, 0, 0);

    private sealed record Side(CsrMatrix<float> Values, double[] Totals, double[] Means, double[] Deviations, DenseMatrix<double> Loadings, int[] Labels);
}
