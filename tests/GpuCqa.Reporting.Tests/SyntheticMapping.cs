using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tests;

/// <summary>A deterministic mapping of any sets onto the reference of a <see cref="SyntheticResult"/>: its numbers are consistent, its tests are the real ones.</summary>
internal sealed record SyntheticMapping
{
    /// <summary>Role, tissue, lots, and how the claim's share follows the readout there, -1 to 1.</summary>
    public IReadOnlyList<(string Role, string? Tissue, int Lots, double Effect)> Sets { get; init; } = [("test", "BM", 4, 1), ("adipose", "AD", 4, 0.4), ("cord", "UC", 5, 0)];

    public string[] Readouts { get; init; } = ["vegf_pg_ml"];

    public int CellsPerLot { get; init; } = 150;

    public string[] Falsification { get; init; } = ["cord"];

    public bool PostHoc { get; init; }

    public string Method { get; init; } = "anchors";

    /// <summary>Share of cells of the last lot that are not in the reference.</summary>
    public double Beyond { get; init; } = 0.05;

    public bool Anchors { get; init; }

    public bool Claims { get; init; } = true;

    public bool Marker { get; init; } = true;

    public Func<string, string> Name { get; init; } = name => name;

    public string[] Warnings { get; init; } = [];

    public MapResult Build()
    {
        DiscoveryResult found = new SyntheticResult { Readouts = Readouts }.Build();
        ReferenceModel reference = Reference(found);
        var parameters = new MapParameters { Method = Method, PostHoc = PostHoc, Falsification = Falsification, KeepAnchors = Anchors };
        var random = new Philox(11, RandomPurpose.Test);
        var lots = new List<MappedLot>();
        var barcodes = new List<string>();
        var lotOf = new List<int>();
        var labels = reference.Clusterings.Select(_ => new List<int>()).ToArray();
        List<double> scores = [], margins = [], distances = [];
        var verdicts = new List<CellVerdict>();
        var layout = new List<float>();
        StateId focus = found.Tests.Associations[0].State;
        int[] inside = [.. Enumerable.Range(0, reference.Cells.Count).Where(c => reference.Clusterings[focus.Partition].Labels[c] == focus.Index)];
        int[] outside = [.. Enumerable.Range(0, reference.Cells.Count).Except(inside)];
        foreach ((string role, string? tissue, int count, double effect) in Sets)
        {
            for (int l = 0; l < count; l++)
            {
                bool last = lots.Count == Sets.Sum(s => s.Lots) - 1;
                double share = 0.06 + (0.18 * (0.5 + (effect * (l - ((count - 1) / 2.0)) / count)));
                int refusedBeyond = 0, refusedBetween = 0;
                int n = CellsPerLot + (7 * l);
                for (int c = 0; c < n; c++)
                {
                    double draw = random.NextDouble();
                    CellVerdict verdict = draw < (last ? Beyond : 0.02) ? CellVerdict.NotInReference : random.NextDouble() < 0.02 ? CellVerdict.Uncertain : CellVerdict.Mapped;
                    int like = random.NextDouble() < share ? inside[(int)(inside.Length * random.NextDouble())] : outside[(int)(outside.Length * random.NextDouble())];
                    bool beyond = verdict == CellVerdict.NotInReference;
                    refusedBeyond += beyond ? 1 : 0;
                    refusedBetween += verdict == CellVerdict.Uncertain ? 1 : 0;
                    barcodes.Add($"Q{barcodes.Count:000000}-1");
                    lotOf.Add(lots.Count);
                    for (int r = 0; r < labels.Length; r++) labels[r].Add(verdict == CellVerdict.Mapped ? reference.Clusterings[r].Labels[like] : -1);
                    scores.Add(verdict == CellVerdict.Uncertain ? 0.45 : 0.7 + (0.3 * random.NextDouble()));
                    margins.Add(verdict == CellVerdict.Uncertain ? 0.05 : 0.4 + (0.5 * random.NextDouble()));
                    distances.Add(beyond ? 1.5 + random.NextDouble() : random.NextDouble());
                    verdicts.Add(verdict);
                    layout.Add((float)(beyond ? 9 + (0.3 * random.NextNormal()) : reference.Cells.Layout[like, 0] + (0.15 * random.NextNormal())));
                    layout.Add((float)(beyond ? 9 + (0.3 * random.NextNormal()) : reference.Cells.Layout[like, 1] + (0.15 * random.NextNormal())));
                }

                string name = Name($"{char.ToUpperInvariant(role[0])}{lots.Count + 1:00}");
                double[] values = [.. Readouts.Select((_, r) => Math.Round((tissue == "UC" ? 60 : 220) + (70.0 * l) + (9 * r) + random.NextDouble(), 1))];
                var lot = new LotResult(name, $"N{lots.Count + 1}", tissue, null, "A", values, n + 12, n, 5, 1, 2, 4, 2100.5 + l, 790 + l, 2.5 + (0.1 * l));
                lots.Add(new MappedLot(lot, role, role, l == 0 ? 1 : 0, refusedBeyond, refusedBetween, ProportionInterval.Wilson(refusedBeyond + refusedBetween, n), (double)refusedBeyond / n > 0.5 ? new ForeignReason(ForeignSign.Refused, (double)refusedBeyond / n, 0.5) : null));
            }
        }

        var cells = new MappedCells([.. barcodes], [.. lotOf], [.. Enumerable.Range(0, barcodes.Count).Select(c => 900.0 + c)], [.. Enumerable.Range(0, barcodes.Count).Select(c => 450 + (c % 200))], [.. Enumerable.Range(0, barcodes.Count).Select(c => (c % 50) / 9.0)],
            [.. labels.Select(l => l.ToArray())], [.. scores], [.. margins], [.. distances], Method == "anchors" ? [.. scores.Select(s => s / 2)] : null, [.. verdicts], new DenseMatrix<float>(barcodes.Count, reference.Dimensions), new DenseMatrix<float>(barcodes.Count, 2, [.. layout]));
        StateFraction[] fractions = [.. Fractions(reference, lots, cells)];
        MarkerHighResult?[] markers = Marker && Claims ? [.. reference.Hypotheses.Select((h, i) => i == 0 ? MarkerOf(h, reference, lots, fractions, focus, ref random) : null)] : [];
        return new MapResult
        {
            Parameters = parameters,
            Reference = reference,
            Calibration = reference.Calibration,
            MainResolution = focus.Partition,
            Lots = lots,
            Cells = cells,
            Fractions = fractions,
            Replication = Replicate(found, reference, lots, fractions, markers, parameters),
            MarkerHigh = markers,
            Anchors = Anchors ? [.. lots.Select((l, i) => (IReadOnlyList<Anchor>)[new Anchor(3 + i, 1, 0.75), new Anchor(40 + i, 2, 1.0 / 3)])] : [],
            Warnings = Warnings,
            ReferenceHash = reference.Hash,
            Notes = ["12 selected genes are missing in one lot."],
        };
    }

    private ReferenceModel Reference(DiscoveryResult found)
    {
        LockedHypothesis[] claims = !Claims ? [] : [.. Readouts.Select((readout, r) => found.Tests.Associations.First(a => a.Readout == readout)).Select((a, r) => new LockedHypothesis
        {
            Id = $"H{r + 1}", Readout = a.Readout, Resolution = found.Map.Clusterings[a.State.Partition].Resolution, Cluster = a.State.Index, Direction = 1, Alpha = 0.05, TrainLots = a.Lots, TrainRho = a.Rho, TrainPFamily = 0.0031, Stability = 0.91, Flags = [],
            Marker = Marker ? new MarkerThreshold("ENSG00007", "GENE7", 1.25, "leading") : null,
        })];
        long[][][] confusion = [.. found.Map.Clusterings.Select(c => Enumerable.Range(0, c.Clusters).Select(k => Enumerable.Range(0, c.Clusters + 1).Select(j => j == k ? 180L - (9 * k) : j == c.Clusters ? 4L : j == (k + 1) % c.Clusters ? 6L : 0L).ToArray()).ToArray())];
        return new ReferenceModel
        {
            Hash = new string('c', 60) + "0123",
            Modality = found.Map.Modality,
            Parameters = found.Parameters,
            Genes = found.Map.Genes,
            Pca = found.Map.Pca,
            Alignment = found.Map.Alignment,
            Soft = new SoftClusters(new DenseMatrix<double>(0, 0), [], new DenseMatrix<double>(0, 0), 0.1),
            Lots = [.. found.Map.Lots.Select(l => l with { Tissue = "BM" })],
            Cells = found.Map.Cells,
            Projections = found.Map.Projections,
            Embedding = found.Map.Embedding,
            SharedNeighbors = found.Map.SharedNeighbors,
            Clusterings = found.Map.Clusterings,
            StoredGenes = found.Map.Pca.Genes,
            StoredValues = new StoredValues(new CsrMatrix<float>(0, 0, new long[1], [], [])),
            ClusterSums = [],
            Hypotheses = claims,
            Calibration = new Calibration(Method, [.. found.Map.Clusterings.SelectMany((c, r) => Enumerable.Range(0, c.Clusters).Select(k => new ClassLimits(r, k, 180 - (9 * k), 0.5 + (0.01 * k), 0.12, 1, 0.01 + (0.002 * k), k == 1 ? double.NaN : 0.04)))], confusion) { Lots = [.. found.Map.Lots.Select((l, i) => new LeftOutLot(l.Name, l.CellsKept, 0.01 * i, 0.2 + (0.01 * i), i == 0 ? double.NaN : 0.1))], MaxShared = Method == "anchors" ? double.PositiveInfinity : 3.5 },
        };
    }

    private static IEnumerable<StateFraction> Fractions(ReferenceModel reference, List<MappedLot> lots, MappedCells cells)
    {
        for (int l = 0; l < lots.Count; l++)
        {
            for (int r = 0; r < reference.Clusterings.Count; r++)
            {
                for (int k = 0; k < reference.Clusterings[r].Clusters; k++)
                {
                    int count = Enumerable.Range(0, cells.Count).Count(c => cells.Lots[c] == l && cells.Labels[r][c] == k), n = lots[l].Cells;
                    Interval narrow = ProportionInterval.Wilson(count, n), wide = ProportionInterval.WilsonOverdispersed(count, n, reference.Parameters.AliquotIcc);
                    yield return new StateFraction(lots[l].Lot.Name, new StateId(r, k), count, n, (double)count / n, narrow.Low, narrow.High, wide.Low, wide.High);
                }
            }
        }
    }

    private static MarkerHighResult MarkerOf(LockedHypothesis claim, ReferenceModel reference, List<MappedLot> lots, StateFraction[] fractions, StateId focus, ref Philox random)
    {
        var shares = new List<MarkerHighShare>();
        foreach ((string name, string? tissue, int cells) in reference.Lots.Select((l, i) => (l.Name, l.Tissue, 20 + i)).Concat(lots.Select(l => (l.Lot.Name, l.Lot.Tissue, fractions.First(f => f.Lot == l.Lot.Name && f.State == focus).Count!.Value))))
        {
            int high = (int)(cells * ((tissue == "UC" ? 0.05 : 0.45) + (0.2 * random.NextDouble())));
            Interval interval = ProportionInterval.Wilson(high, cells);
            shares.Add(new MarkerHighShare(name, cells, high, cells == 0 ? double.NaN : (double)high / cells, interval.Low, interval.High, 2000 + cells));
        }

        return new MarkerHighResult(claim.Marker!, 1900.5, shares, []);
    }

    private static ReplicationFindings Replicate(DiscoveryResult found, ReferenceModel reference, List<MappedLot> lots, StateFraction[] fractions, MarkerHighResult?[] markers, MapParameters parameters)
    {
        StateId state(LockedHypothesis h) => new(found.Map.Clusterings.ToList().FindIndex(c => c.Resolution == h.Resolution), h.Cluster);
        ReplicationSet set(string role, IReadOnlyList<LotResult> own, IReadOnlyList<StateFraction> shares) => new()
        {
            Role = role,
            Lots = [.. own.Select(l => new ReplicationLot(l.Name, l.Donor, l.Tissue, l.Process))],
            Readouts = [.. reference.Hypotheses.Select((h, i) => own.Select(l => l.Readouts[i]).ToArray())],
            Fractions = [.. reference.Hypotheses.Select(h => own.Select(l => shares.First(f => f.Lot == l.Name && f.State == state(h)).Fraction).ToArray())],
            MarkerHigh = markers.Length == 0 ? [] : [.. markers.Select(m => m is null ? null : own.Select(l => (role == "train" ? m.Shares.Take(own.Count) : m.Shares.Skip(reference.Lots.Count)).First(s => s.Lot == l.Name).Share).ToArray())],
        };
        return Replications.Run(reference.Hypotheses, set("train", [.. reference.Lots], found.Tests.Fractions), [.. lots.GroupBy(l => l.Role).Select(g => set(g.Key, [.. g.Select(l => l.Lot)], fractions))], new ReplicationOptions
        {
            ReferenceHash = reference.Hash,
            TrainWarnings = reference.Warnings,
            Falsifications = [.. parameters.Falsification.Select(FalsificationPlan.Parse)],
            PostHoc = parameters.PostHoc,
            Confidence = parameters.Confidence,
            Seed = parameters.Seed,
        });
    }
}
