using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tests;

/// <summary>A deterministic discovery result of any size, shaped as the analysis makes them; its numbers are consistent, its statistics are formulas.</summary>
internal sealed record SyntheticResult
{
    public int Lots { get; init; } = 11;

    public int CellsPerLot { get; init; } = 120;

    public double[] Resolutions { get; init; } = [0.2, 0.5, 0.8, 1.2];

    public int[] Clusters { get; init; } = [4, 6, 8, 11];

    public string[] Readouts { get; init; } = ["vegf_pg_ml"];

    /// <summary>How strongly the share of cluster 2 of the second resolution follows the first readout, 0 to 1.</summary>
    public double Effect { get; init; } = 1;

    public Func<int, string> LotName { get; init; } = i => $"T{i + 1:00}";

    public int Genes { get; init; } = 60;

    public bool Features { get; init; }

    /// <summary>Whether the cells' values are there too; each gene is higher in the clusters that it marks.</summary>
    public bool Values { get; init; }

    public Func<DiscoveryResult, DiscoveryResult>? Change { get; init; }

    public DiscoveryResult Build()
    {
        var random = new Philox(7, RandomPurpose.Test);
        double[][] readouts = Readouts.Select((_, r) => Enumerable.Range(0, Lots).Select(i => Math.Round((180 + (430.0 * ((i * 7) % Lots) / Lots) + (25 * random.NextDouble())) / (r + 1), 1)).ToArray()).ToArray();
        (int[] lotOf, int[][] labels, DenseMatrix<float> layout) = MakeCells(readouts[0], ref random);
        int cells = lotOf.Length;
        var lots = Enumerable.Range(0, Lots).Select(i => new LotResult(LotName(i), i % 2 == 0 ? $"D{i + 1}" : null, null, null, "A", readouts.Select(r => r[i]).ToArray(),
            CellsPerLot + 10, lotOf.Count(l => l == i), 4, 1, 2, 3, 2345.5 + i, 812 + i, 2.25 + (0.1 * i))).ToArray();
        Clustering[] clusterings = Resolutions.Select((r, i) => new Clustering("leiden", r, Clusters[i], 1000.25 + i, labels[i])).ToArray();
        StateFraction[] fractions = clusterings.SelectMany((c, p) => Enumerable.Range(0, Lots).SelectMany(l => Enumerable.Range(0, c.Clusters).Select(k => Fraction(lots[l], c, new StateId(p, k), l, lotOf)))).ToArray();
        Association[] associations = Associate(clusterings, fractions, lots);
        var parameters = new DiscoverParameters { Readouts = Readouts, Resolutions = Resolutions };
        var result = new DiscoveryResult
        {
            Parameters = parameters,
            Map = new PopulationMap
            {
                Modality = Features ? CellModality.Features : CellModality.Counts,
                Lots = lots,
                Thresholds = lots.Select(l => new QcThresholds(l.Name, 210.5, 2500, 400, 8.25)).ToArray(),
                Join = new GeneJoin(Genes + 6, Genes + 10, 4, 6, Genes),
                Genes = new FeatureTable(Enumerable.Range(0, Genes).Select(g => $"ENSG{g:00000}").ToArray(), Enumerable.Range(0, Genes).Select(g => $"GENE{g}").ToArray()),
                Variability = Features ? [] : Enumerable.Range(0, Genes).Select(g => new VariableGene(g, 0.1 * (g + 1), 0.3 * (g + 1), 0.25 * (g + 1), 1.2)).ToArray(),
                Cells = new CellTable(Enumerable.Range(0, cells).Select(c => $"CELL{c:000000}-1").ToArray(), lotOf, Enumerable.Range(0, cells).Select(c => 1000.0 + c).ToArray(),
                    Enumerable.Range(0, cells).Select(c => 500 + (c % 300)).ToArray(), Enumerable.Range(0, cells).Select(c => (c % 70) / 7.0).ToArray(), layout),
                Pca = new PcaModel(Enumerable.Range(0, Genes / 2).Select(g => g * 2).ToArray(), Enumerable.Range(0, Genes / 2).Select(g => 0.5 + g).ToArray(), Enumerable.Range(0, Genes / 2).Select(g => 1.5 + g).ToArray(), 10,
                    new DenseMatrix<double>(Genes / 2, 3), [7.5, 3.25, 2.5], 30),
                Projections = new DenseMatrix<float>(cells, 3),
                Embedding = new DenseMatrix<float>(cells, 3),
                Alignment = new AlignmentResult("none", "auto", 0.97, 0.97, 0.8, 0, []),
                SharedNeighbors = new CsrMatrix<double>(cells, cells, new long[cells + 1], [], []),
                Clusterings = clusterings,
                Markers = clusterings.SelectMany(c => Enumerable.Range(0, c.Clusters).SelectMany(k => Enumerable.Range(0, 12).Select(m => new Marker(c.Resolution, k, $"ENSG{((k * 5) + m) % Genes:00000}", $"GENE{((k * 5) + m) % Genes}",
                    -320.5 + (m * 20), Math.Min(0, -318.0 + (m * 20)), m % 4 == 3 ? -1.25 : 3.5 - (0.2 * m), 3.25 - (0.2 * m), 0.912, 0.105, 0.95 - (0.02 * m))))).ToArray(),
                Programs = Features ? null : Programs(clusterings, lots),
                Values = Values ? MakeValues(labels[Math.Min(1, labels.Length - 1)]) : [],
            },
            Tests = new AssociationFindings
            {
                Parameters = parameters,
                Design = new DesignStatement(Lots, Factorial(Lots), Lots <= 11, Lots <= 11 ? (long)Factorial(Lots) : 1_000_000, Lots <= 11 ? 2 / Factorial(Lots) : 1e-6, Lots >= 5,
                    $"With {Lots} lots the smallest two-sided p of one cluster is {(Lots <= 11 ? 2 / Factorial(Lots) : 1e-6):0.0e-0}."),
                Lots = lots,
                Partitions = ClusterPartitions.Of(clusterings, lotOf, Lots),
                Fractions = fractions,
                Associations = associations,
            },
            Notes = ["4 genes are not in every lot and were dropped."],
        };
        return Change is null ? result : Change(result);
    }

    private ClusterPrograms Programs(Clustering[] clusterings, LotResult[] lots)
    {
        string[] names = [.. lots.Select(l => l.Name)];
        (Clustering Clustering, int Cluster)[] all = [.. clusterings.SelectMany(c => Enumerable.Range(0, c.Clusters).Select(k => (c, k)))];
        return new ClusterPrograms(
            [.. all.Select(a => a.Cluster == 9 ? new PseudobulkTest(a.Clustering.Resolution, 9, names[..2], names[2..], 0, double.NaN, double.NaN, double.NaN, 0, 0)
                : new PseudobulkTest(a.Clustering.Resolution, a.Cluster, names[1..], names[..1], Genes, a.Cluster == 1 ? double.PositiveInfinity : 4.5, 0.25, 13.5, 24, 2))],
            [.. all.Where(a => a.Cluster != 9).SelectMany(a => Enumerable.Range(0, 26).Select(m => new LotMarker(a.Clustering.Resolution, a.Cluster, m < 24 ? m + 1 : m - 23, $"ENSG{((a.Cluster * 5) + m) % Genes:00000}", $"GENE{((a.Cluster * 5) + m) % Genes}",
                m < 24 ? 3.5 - (0.1 * m) : -2.5 + (0.1 * m), m < 24 ? 12.5 - m : -7.25, 1e-6 * (m + 1), 1e-5 * (m + 1), 7.5, 0.812, 0.105, lots.Length - 1, m != 25)))],
            [new MatchedLibrary("GO_BP", 120, 900, 55, 14)],
            [.. all.Where(a => a.Cluster != 9).SelectMany(a => Enumerable.Range(0, 4).Select(s => new GeneSetTest(a.Clustering.Resolution, a.Cluster, "GO_BP", $"process {s}, \"{s}\"", s == 1 ? "" : $"GO:{s}", s < 3, 20 + s, s < 3 ? 9 - s : 1,
                2.5, s < 3 ? 1e-7 * (s + 1) : 0.25, s < 3 ? 1e-5 * (s + 1) : 0.5, s < 3 ? 24 : 2, Genes, 14, s == 3, s != 2, 0.001 * (s + 1), 0.01 * (s + 1), -0.05 + (0.1 * s), lots.Length - 1, lots.Length - 2, s < 3 ? ["GENE1", "GENE2"] : [])))]);
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (a, b) => a * b);

    private (int[] Lots, int[][] Labels, DenseMatrix<float> Layout) MakeCells(double[] readout, ref Philox random)
    {
        int finest = Clusters.Max(), cells = Lots * CellsPerLot;
        var lotOf = new int[cells];
        int[][] labels = Clusters.Select(_ => new int[cells]).ToArray();
        var layout = new DenseMatrix<float>(cells, 2);
        double low = readout.Min(), span = readout.Max() - low;
        for (int cell = 0; cell < cells; cell++)
        {
            int lot = cell / CellsPerLot;
            lotOf[cell] = lot;
            double share = 0.03 + (0.2 * ((Effect * (readout[lot] - low) / span) + ((1 - Effect) * ((lot * 5) % Lots) / Lots)));
            int fine = random.NextDouble() < share ? Math.Min(2, finest - 1) : (int)(finest * Math.Pow(random.NextDouble(), 1.6));
            if (fine == 2 && random.NextDouble() < 0.9) fine = finest > 3 ? 3 : 0;
            if (random.NextDouble() < share) fine = Math.Min(2, finest - 1);
            for (int r = 0; r < Clusters.Length; r++) labels[r][cell] = fine < Clusters[r] ? fine : fine % Math.Min(2, Clusters[r]);
            double angle = fine * 2.399963, radius = 2.2 * Math.Sqrt(fine + 1);
            layout[cell, 0] = (float)((radius * Math.Cos(angle)) + (0.7 * random.NextNormal()));
            layout[cell, 1] = (float)((radius * Math.Sin(angle)) + (0.7 * random.NextNormal()));
        }

        return (lotOf, labels, layout);
    }

    private CsrMatrix<float>[] MakeValues(int[] labels)
    {
        var random = new Philox(8, RandomPurpose.Test);
        var blocks = new List<CsrMatrix<float>>();
        for (int first = 0; first < labels.Length; first += 500)
        {
            int rows = Math.Min(500, labels.Length - first);
            var offsets = new long[rows + 1];
            List<int> columns = [];
            List<float> values = [];
            for (int row = 0; row < rows; row++)
            {
                for (int g = 0; g < Genes; g++)
                {
                    bool marks = (((g - (labels[first + row] * 5)) % Genes) + Genes) % Genes < 12;
                    double mean = marks ? 4 : 0.4;
                    double x = Features ? mean + random.NextNormal() : Math.Floor(-Math.Log(1 - random.NextDouble()) * mean);
                    if (g > 0 && x == 0) continue;
                    columns.Add(g);
                    values.Add((float)(Features ? x : x + (g == 0 ? 1 : 0)));
                }

                offsets[row + 1] = columns.Count;
            }

            blocks.Add(new CsrMatrix<float>(rows, Genes, offsets, [.. columns], [.. values]));
        }

        return [.. blocks];
    }

    private static StateFraction Fraction(LotResult lot, Clustering clustering, StateId state, int lotIndex, int[] lotOf)
    {
        int count = 0, n = 0;
        for (int c = 0; c < lotOf.Length; c++)
        {
            if (lotOf[c] != lotIndex) continue;
            n++;
            if (clustering.Labels[c] == state.Index) count++;
        }

        (double low, double high) = Wilson(count, n);
        double effective = n / (1 + ((n - 1) * 0.002));
        (double wideLow, double wideHigh) = Wilson(count * effective / n, effective);
        return new StateFraction(lot.Name, state, count, n, (double)count / n, low, high, wideLow, wideHigh);
    }

    private static (double Low, double High) Wilson(double count, double n)
    {
        const double z = 1.959963984540054;
        double p = count / n, centre = p + (z * z / (2 * n)), half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n))), scale = 1 + (z * z / n);
        return (Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
    }

    private Association[] Associate(Clustering[] clusterings, StateFraction[] fractions, LotResult[] lots)
    {
        var all = new List<Association>();
        for (int r = 0; r < Readouts.Length; r++)
        {
            for (int p = 0; p < clusterings.Length; p++)
            {
                for (int k = 0; k < clusterings[p].Clusters; k++)
                {
                    var state = new StateId(p, k);
                    StateFraction[] own = fractions.Where(f => f.State == state).ToArray();
                    double rho = Correlation(Ranks(own.Select(f => f.Fraction).ToArray()), Ranks(lots.Select(l => l.Readouts[r]).ToArray()));
                    double strength = Math.Pow(1 - Math.Min(0.99999, Math.Abs(rho)), Lots / 3.0), family = Math.Min(1, strength * 30);
                    all.Add(new Association
                    {
                        Readout = Readouts[r], State = state, Lots = Lots, Cells = own.Sum(f => f.Count!.Value), Rho = rho, P = strength, PFamily = family, PFamilyStepDown = family * 0.99,
                        IntervalLow = Math.Tanh(Math.Atanh(rho * 0.9999) - 0.7), IntervalHigh = Math.Tanh(Math.Atanh(rho * 0.9999) + 0.7), BootstrapLow = rho - 0.25, BootstrapHigh = Math.Min(1, rho + 0.05),
                        LeaveOneOutLow = rho - 0.05, LeaveOneOutHigh = Math.Min(1, rho + 0.03), RhoClr = rho * 0.98, Stability = 0.75 + (0.01 * k), Flags = own.Sum(f => f.Count!.Value) < 30 ? ["RARE", "LOT_SPECIFIC"] : [], Rank = 0,
                    });
                }
            }
        }

        return all.OrderBy(a => a.PFamily).ThenByDescending(a => Math.Abs(a.Rho)).Select((a, i) => a with { Rank = i + 1 }).ToArray();
    }

    private static double[] Ranks(double[] values) => values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2.0)).ToArray();

    private static double Correlation(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average(), sxy = 0, sxx = 0, syy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sxy += (x[i] - mx) * (y[i] - my);
            sxx += (x[i] - mx) * (x[i] - mx);
            syy += (y[i] - my) * (y[i] - my);
        }

        return sxy / Math.Sqrt(sxx * syy);
    }
}
