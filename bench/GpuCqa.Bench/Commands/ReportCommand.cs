using System.Globalization;
using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Bench;

/// <summary>Writes a result folder of simulated cells with one planted state, for the report's size and speed.</summary>
/// <remarks>
/// Simulated: lots, states, places on the map, counts of a few genes, the clusterings (the true states, and states merged for coarser
/// resolutions). The engine's own: fractions, intervals, associations, tables, report, figures. Nothing was clustered or laid out.
/// </remarks>
internal static class ReportCommand
{
    private const int States = 14;
    private const int Planted = 9;
    private const int Genes = 40;
    private const int Lots = 11;

    public static void Run(Options options)
    {
        int cells = options.Number("cells", 1_000_000);
        string folder = options.Text("out") ?? throw new ArgumentException("--out names a folder to make.");
        using ComputeDevice device = ComputeDevices.Open("cpu", options.Number("threads", Environment.ProcessorCount));
        DiscoveryResult result = Simulate(device, cells, folder);
        var provenance = new Provenance
        {
            EngineVersion = "bench",
            Inputs = [],
            Device = new DeviceRecord(device.Info.Kind, device.Info.Description, device.Info.VectorBits, device.Info.Threads),
            Steps = [],
        };
        var clock = System.Diagnostics.Stopwatch.StartNew();
        ResultFiles.Write(folder, result, provenance);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tables, report and figures of {cells} cells: {clock.Elapsed.TotalSeconds:0.0} s"));
    }

    private static DiscoveryResult Simulate(ComputeDevice device, int cells, string folder)
    {
        Directory.CreateDirectory(folder);
        var random = new Philox(1, RandomPurpose.Test);
        (double[] readouts, double[][] shares) = Composition(ref random);
        int[] lotOf = [.. Enumerable.Range(0, cells).Select(c => (int)((long)c * Lots / cells))];
        int[] states = [.. lotOf.Select(l => Draw(shares[l], random.NextDouble()))];
        File.WriteAllLines(Path.Combine(folder, "truth.csv"), ["lot,state_cells,cells", .. Enumerable.Range(0, Lots).Select(l => $"L{l + 1:00},{Enumerable.Range(0, cells).Count(c => lotOf[c] == l && states[c] == Planted)},{lotOf.Count(x => x == l)}")]);

        var parameters = new DiscoverParameters { Readouts = ["vegf_ischemia"], Resolutions = [0.2, 0.5, 0.8, 1.2] };
        Clustering[] clusterings = [.. parameters.Resolutions.Select((r, i) => Cluster(states, r, i))];
        (CsrMatrix<float>[] values, double[] totals, int[] detected, double[] mito) = Counts(states, ref random);
        LotResult[] lots = [.. Enumerable.Range(0, Lots).Select(l => new LotResult($"L{l + 1:00}", $"D{l + 1}", "BM", null, null, [readouts[l]], lotOf.Count(x => x == l), lotOf.Count(x => x == l), 0, 0, 0, 0, double.NaN, double.NaN, double.NaN))];
        LotComposition[] compositions = [.. clusterings.Select(c => LotComposition.Of(c, lotOf, Lots))];
        DesignStatement design = DesignCheck.Check(parameters.Readouts, [readouts], parameters.Alpha, AssociationSearch.Options(parameters));
        return new DiscoveryResult
        {
            Parameters = parameters,
            Modality = CellModality.Counts,
            Design = design,
            Lots = lots,
            Thresholds = [],
            Join = new GeneJoin(Genes, Genes, 0, 0, Genes),
            Genes = new FeatureTable([.. Enumerable.Range(0, Genes).Select(g => $"SIM{g:0000}")], [.. Enumerable.Range(0, Genes).Select(g => $"GENE{g}")]),
            Values = values,
            Variability = [],
            Cells = new CellTable([.. Enumerable.Range(0, cells).Select(c => $"C{c:0000000}-1")], lotOf, totals, detected, mito, Layout(states, ref random)),
            Pca = new PcaModel([], [], [], 10, new DenseMatrix<double>(0, 2), [1, 1], 2),
            Projections = new DenseMatrix<float>(0, 2),
            Embedding = new DenseMatrix<float>(0, 2),
            Alignment = new AlignmentResult("none", "none", double.NaN, double.NaN, 0.8, 0, []),
            SharedNeighbors = new CsrMatrix<double>(0, 0, new long[1], [], []),
            Clusterings = clusterings,
            Fractions = FractionTable.Build(clusterings, compositions, lots, parameters),
            Associations = AssociationSearch.Run(device, clusterings, compositions, lots, parameters, new Silent(), CancellationToken.None),
            Markers = Markers(clusterings, values, totals),
            Notes = ["Simulated for the report's benchmark: places, clusterings and counts were drawn, not computed."],
        };
    }

    // The planted state is one per cent of all cells, 0.2 % in the weakest lot and 2 % in the strongest.
    private static (double[] Readouts, double[][] Shares) Composition(ref Philox random)
    {
        double[] readouts = new double[Lots];
        var shares = new double[Lots][];
        for (int l = 0; l < Lots; l++)
        {
            double planted = 0.002 + (0.016 * ((l * 4) % Lots) / (Lots - 1));
            readouts[l] = Math.Round(200 + (60_000 * planted) + (25 * random.NextNormal()), 1);
            double[] weights = [.. Enumerable.Range(0, States).Select(k => k == Planted ? 0 : 1.0 / (k + 2))];
            for (int k = 0; k < States; k++) weights[k] *= Math.Exp(0.3 * random.NextNormal());
            double sum = weights.Sum();
            shares[l] = [.. weights.Select((w, k) => k == Planted ? planted : w / sum * (1 - planted))];
        }

        return (readouts, shares);
    }

    private static int Draw(double[] shares, double u)
    {
        for (int k = 0; k < shares.Length; k++)
        {
            u -= shares[k];
            if (u < 0) return k;
        }

        return 0;
    }

    // Coarser resolutions merge neighbouring states, but for the planted one; labels by size, largest first.
    private static Clustering Cluster(int[] states, double resolution, int level)
    {
        int merge(int k) => k == Planted ? 100 : level switch { 0 => k / 4, 1 => k / 2, 2 => k < 6 ? k / 2 : k, _ => k };
        int[] merged = [.. states.Select(merge)];
        var order = merged.GroupBy(k => k).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select((g, i) => (g.Key, i)).ToDictionary(p => p.Key, p => p.i);
        return new Clustering("simulated", resolution, order.Count, double.NaN, [.. merged.Select(k => order[k])]);
    }

    // Every state a curved cloud; the planted one small, beside a large one.
    private static DenseMatrix<float> Layout(int[] states, ref Philox random)
    {
        var layout = new DenseMatrix<float>(states.Length, 2);
        for (int c = 0; c < states.Length; c++)
        {
            int k = states[c];
            double angle = k * 2.399963, radius = 2.6 * Math.Sqrt(k + 0.6), along = random.NextNormal(), across = random.NextNormal(), width = k == Planted ? 0.35 : 0.9;
            double turn = angle + (0.35 * along);
            layout[c, 0] = (float)((radius * Math.Cos(turn)) + (width * across * Math.Cos(angle)) + (0.3 * width * along));
            layout[c, 1] = (float)((radius * Math.Sin(turn)) + (width * across * Math.Sin(angle)) + (0.3 * width * random.NextNormal()));
        }

        return layout;
    }

    private static (CsrMatrix<float>[] Values, double[] Totals, int[] Detected, double[] Mito) Counts(int[] states, ref Philox random)
    {
        var blocks = new List<CsrMatrix<float>>();
        double[] totals = new double[states.Length], mito = new double[states.Length];
        int[] detected = new int[states.Length];
        for (int first = 0; first < states.Length; first += 8192)
        {
            int rows = Math.Min(8192, states.Length - first);
            var offsets = new long[rows + 1];
            List<int> columns = [];
            List<float> values = [];
            for (int row = 0; row < rows; row++)
            {
                int cell = first + row;
                double depth = Math.Exp(0.35 * random.NextNormal());
                for (int g = 0; g < Genes; g++)
                {
                    double mean = depth * (g % States == states[cell] ? 3.0 : g >= 2 * States ? 6.0 : 0.35), x = Math.Floor(-mean * Math.Log(1 - random.NextDouble()));
                    if (x == 0) continue;
                    columns.Add(g);
                    values.Add((float)x);
                    totals[cell] += x;
                    detected[cell]++;
                }

                offsets[row + 1] = columns.Count;
                mito[cell] = 4 * Math.Exp(0.3 * random.NextNormal());
            }

            blocks.Add(new CsrMatrix<float>(rows, Genes, offsets, [.. columns], [.. values]));
        }

        return ([.. blocks], totals, detected, mito);
    }

    // Fold changes and shares as the cells have them; ranks were not tested, so p and AUC are missing.
    private static Marker[] Markers(Clustering[] clusterings, CsrMatrix<float>[] values, double[] totals)
    {
        var markers = new List<Marker>();
        foreach (Clustering clustering in clusterings)
        {
            var sums = new double[clustering.Clusters, Genes];
            var found = new long[clustering.Clusters, Genes];
            var sizes = new long[clustering.Clusters];
            int cell = 0;
            foreach (CsrMatrix<float> block in values)
            {
                for (int row = 0; row < block.Rows; row++, cell++)
                {
                    int k = clustering.Labels[cell];
                    sizes[k]++;
                    for (int i = 0; i < block.RowValues(row).Length; i++)
                    {
                        sums[k, block.RowIndices(row)[i]] += block.RowValues(row)[i] / totals[cell] * 10_000;
                        found[k, block.RowIndices(row)[i]]++;
                    }
                }
            }

            long all = sizes.Sum();
            for (int k = 0; k < clustering.Clusters; k++)
            {
                var own = new List<Marker>();
                for (int g = 0; g < Genes; g++)
                {
                    double rest = 0, restFound = 0;
                    for (int o = 0; o < clustering.Clusters; o++) if (o != k) (rest, restFound) = (rest + sums[o, g], restFound + found[o, g]);
                    double fold = Math.Log2((sums[k, g] / sizes[k]) + 1) - Math.Log2((rest / (all - sizes[k])) + 1);
                    if (fold > 0.25) own.Add(new Marker(clustering.Resolution, k, $"SIM{g:0000}", $"GENE{g}", double.NaN, double.NaN, fold, fold, (double)found[k, g] / sizes[k], restFound / (all - sizes[k]), double.NaN));
                }

                markers.AddRange(own.OrderByDescending(m => m.Log2FcV4));
            }
        }

        return [.. markers];
    }

    private sealed class Silent : StepProgress
    {
        public override void Begin(string step, long total) { }

        public override void End() { }
    }
}
