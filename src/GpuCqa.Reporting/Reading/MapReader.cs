using System.Text.Json.Nodes;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads a mapping back. Of its reference what a report shows: lots, cells with labels and places, claims, limits; the matrices, gene names and anchors stay in the reference's folder.</summary>
internal static class MapReader
{
    public static MapResult Read(FolderFiles files, JsonObject record, JsonObject summary)
    {
        MapParameters parameters = ParameterReader.Read(record.Object("parameters"), new MapParameters());
        JsonObject own = summary.Object("reference");
        LockedHypothesis[] claims = ReplicationReader.Claims(summary);
        double[] resolutions = [.. own.Array("clusterings").Select(c => c!.AsObject().Number("resolution"))];
        int main = Array.IndexOf(resolutions, summary.Number("main_resolution"));
        if (main < 0) throw new KeyNotFoundException("names a main_resolution that no clustering has.");
        Calibration calibration = ReadCalibration(files, summary, own, resolutions);
        ReferenceModel reference = Reference(files, own, claims, calibration, resolutions);
        List<MappedLot> lots = Lots(files, reference.Parameters.Readouts);
        return new MapResult
        {
            Parameters = parameters,
            Reference = reference,
            Calibration = calibration,
            MainResolution = main,
            Lots = lots,
            Cells = Cells(files, lots, resolutions, reference.Dimensions),
            Fractions = TableReaders.Fractions(files, ResultTables.MapClusters.File, csv => TableReaders.Cluster(csv, resolutions)),
            Replication = ReplicationReader.Read(files, summary, claims),
            MarkerHigh = Markers(files, claims),
            Removed = RemovedReader.Read(files),
            Warnings = SummaryReader.Warnings(summary),
            Notes = SummaryReader.Notes(summary),
            ReferenceHash = (record["reference"] as JsonObject)?.String("hash"),
        };
    }

    private static ReferenceModel Reference(FolderFiles files, JsonObject own, LockedHypothesis[] claims, Calibration calibration, double[] resolutions)
    {
        DiscoverParameters parameters = ParameterReader.Read(own.Object("parameters"), new DiscoverParameters { Readouts = [] });
        List<LotResult> lots = ReferenceLots(files, parameters.Readouts);
        JsonObject alignment = own.Object("alignment");
        JsonObject[] clusterings = [.. own.Array("clusterings").Select(c => c!.AsObject())];
        (CellTable cells, int[][] labels) = ReferenceCells(files, lots, resolutions, own.Integer("cells"));
        string[] unnamed = [.. Enumerable.Repeat("", own.Integer("genes"))];
        return new ReferenceModel
        {
            Hash = own.String("hash"),
            Modality = own.String("modality") == "counts" ? CellModality.Counts : CellModality.Features,
            Parameters = parameters,
            Genes = new FeatureTable(unnamed, unnamed),
            Pca = new PcaModel(new int[own.Integer("selected_genes")], [], [], double.NaN, new DenseMatrix<double>(0, 0), [], double.NaN),
            Alignment = new AlignmentResult(alignment.String("method"), alignment.String("requested"), alignment.Number("mixing_before"), alignment.Number("mixing_after"), alignment.Number("threshold"), alignment.Integer("iterations"), []),
            Soft = new SoftClusters(new DenseMatrix<double>(0, 0), [], new DenseMatrix<double>(0, 0), double.NaN),
            Lots = lots,
            Cells = cells,
            Projections = new DenseMatrix<float>(0, own.Integer("components")),
            Embedding = new DenseMatrix<float>(0, own.Integer("dimensions")),
            SharedNeighbors = new CsrMatrix<double>(0, 0, new long[1], [], []),
            Clusterings = [.. clusterings.Select((c, i) => new Clustering(c.String("algorithm"), c.Number("resolution"), c.Integer("clusters"), c.Number("quality"), labels[i]))],
            StoredGenes = [],
            StoredValues = new StoredValues(new CsrMatrix<float>(0, 0, new long[1], [], [])),
            ClusterSums = [],
            Hypotheses = claims,
            Calibration = calibration,
            Warnings = SummaryReader.Warnings(own),
        };
    }

    private static List<LotResult> ReferenceLots(FolderFiles files, IReadOnlyList<string> readouts)
    {
        var lots = new List<LotResult>();
        files.Read(ResultTables.ReferenceLots.File, csv =>
        {
            while (csv.Read()) lots.Add(Lot(csv, readouts));
        });
        return lots;
    }

    private static List<MappedLot> Lots(FolderFiles files, IReadOnlyList<string> readouts)
    {
        var unmapped = new Dictionary<string, (int Beyond, int Uncertain, Interval Interval, ForeignReason? Foreign)>(StringComparer.Ordinal);
        files.Read(ResultTables.Unmapped.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read()) unmapped[csv.Text(c("lot")) ?? ""] = (csv.Integer(c("not_in_reference")), csv.Integer(c("uncertain")), new Interval(csv.Number(c("share_low")), csv.Number(c("share_high"))), csv.Text(c("foreign")) != "yes" ? null
                : new ForeignReason(Enum.GetValues<ForeignSign>().First(s => MapWords.Name(s) == csv.Text(c("foreign_sign"))), csv.Number(c("foreign_value")), csv.Number(c("foreign_limit"))));
        });
        var lots = new List<MappedLot>();
        files.Read(ResultTables.MapLots.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                LotResult lot = Lot(csv, readouts);
                if (!unmapped.TryGetValue(lot.Name, out var refused)) throw new BadDataException(files.PathOf(ResultTables.Unmapped.File), null, $"has no row of lot '{lot.Name}', which lots.csv names.");
                lots.Add(new MappedLot(lot, csv.Text(c("role")) ?? "", csv.Text(c("set")) ?? "", csv.Integer(c("missing_genes")), refused.Beyond, refused.Uncertain, refused.Interval, refused.Foreign));
            }
        });
        return lots;
    }

    private static LotResult Lot(CsvReader csv, IReadOnlyList<string> readouts)
    {
        int c(string name) => csv.Column(name);
        return new LotResult(csv.Text(c("lot")) ?? "", csv.Text(c("donor")), csv.Text(c("tissue")), csv.Text(c("batch")), csv.Text(c("process")), [.. readouts.Select(r => csv.Number(c("readout_" + r)))], csv.Integer(c("cells_read")), csv.Integer(c("cells_kept")),
            csv.Integer(c("removed_low_genes")), csv.Integer(c("removed_high_genes")), csv.Integer(c("removed_low_counts")), csv.Integer(c("removed_high_mito")), csv.Number(c("median_counts")), csv.Number(c("median_genes")), csv.Number(c("median_mito_percent")));
    }

    private static (CellTable Cells, int[][] Labels) ReferenceCells(FolderFiles files, List<LotResult> lots, double[] resolutions, int expected)
    {
        var names = new List<string>(expected);
        var lotOf = new List<int>(expected);
        var layout = new List<float>(2 * expected);
        List<int>[] labels = [.. resolutions.Select(_ => new List<int>(expected))];
        LotIndex index = new(files, ResultTables.ReferenceCells.File, lots.Select(l => l.Name));
        files.Read(ResultTables.ReferenceCells.File, csv =>
        {
            int cell = csv.Column("cell"), lot = csv.Column("lot"), x = csv.Column("umap_1"), y = csv.Column("umap_2");
            int[] columns = [.. resolutions.Select(r => csv.Column(MapColumns.LabelName(r)))];
            while (csv.Read())
            {
                names.Add(csv.Text(cell) ?? "");
                lotOf.Add(index.Of(csv.Field(lot), names.Count));
                for (int r = 0; r < columns.Length; r++) labels[r].Add(csv.Integer(columns[r]));
                layout.Add((float)csv.Number(x));
                layout.Add((float)csv.Number(y));
            }
        });
        if (names.Count != expected) throw new BadDataException(files.PathOf(ResultTables.ReferenceCells.File), null, $"has {names.Count} cells, summary.json has {expected}.");
        return (new CellTable([.. names], [.. lotOf], [], [], [], new DenseMatrix<float>(expected, 2, [.. layout])), [.. labels.Select(l => l.ToArray())]);
    }

    private static MappedCells Cells(FolderFiles files, List<MappedLot> lots, double[] resolutions, int dimensions)
    {
        int expected = lots.Sum(l => l.Cells);
        var names = new List<string>(expected);
        List<int> lotOf = new(expected), genes = new(expected);
        List<double> counts = new(expected), mito = new(expected), scores = new(expected), margins = new(expected), distances = new(expected), mapping = new(expected);
        var verdicts = new List<CellVerdict>(expected);
        var layout = new List<float>(2 * expected);
        List<int>[] labels = [.. resolutions.Select(_ => new List<int>(expected))];
        LotIndex index = new(files, ResultTables.MapCells.File, lots.Select(l => l.Lot.Name));
        files.Read(ResultTables.MapCells.File, csv =>
        {
            int cell = csv.Column("cell"), lot = csv.Column("lot"), x = csv.Column("umap_1"), y = csv.Column("umap_2"), total = csv.Column("total_counts"), detected = csv.Column("detected_genes"), percent = csv.Column("mito_percent");
            int score = csv.Column("score"), margin = csv.Column("margin"), distance = csv.Column("distance"), mapped = csv.Column("mapping_score"), verdict = csv.Column("verdict");
            int[] columns = [.. resolutions.Select(r => csv.Column(MapColumns.LabelName(r)))];
            while (csv.Read())
            {
                names.Add(csv.Text(cell) ?? "");
                lotOf.Add(index.Of(csv.Field(lot), names.Count));
                for (int r = 0; r < columns.Length; r++) labels[r].Add(csv.Integer(columns[r]));
                scores.Add(csv.Number(score));
                margins.Add(csv.Number(margin));
                distances.Add(csv.Number(distance));
                mapping.Add(csv.Number(mapped));
                verdicts.Add(Verdict(files, csv.Field(verdict), names.Count));
                layout.Add((float)csv.Number(x));
                layout.Add((float)csv.Number(y));
                counts.Add(csv.Number(total));
                genes.Add(csv.Integer(detected));
                mito.Add(csv.Number(percent));
            }
        });
        if (names.Count != expected) throw new BadDataException(files.PathOf(ResultTables.MapCells.File), null, $"has {names.Count} cells, lots.csv has {expected}.");
        return new MappedCells([.. names], [.. lotOf], [.. counts], [.. genes], [.. mito], [.. labels.Select(l => l.ToArray())], [.. scores], [.. margins], [.. distances], mapping.TrueForAll(double.IsNaN) ? null : [.. mapping], [.. verdicts],
            new DenseMatrix<float>(0, dimensions), new DenseMatrix<float>(expected, 2, [.. layout]));
    }

    private static CellVerdict Verdict(FolderFiles files, ReadOnlySpan<char> text, int cell)
    {
        foreach (CellVerdict verdict in Enum.GetValues<CellVerdict>())
        {
            if (text.SequenceEqual(MapColumns.Name(verdict))) return verdict;
        }

        throw new BadDataException(files.PathOf(ResultTables.MapCells.File), $"cell {cell}", $"has the verdict '{text}'; expected {string.Join(", ", Enum.GetValues<CellVerdict>().Select(MapColumns.Name))}.");
    }

    private static Calibration ReadCalibration(FolderFiles files, JsonObject summary, JsonObject own, double[] resolutions)
    {
        var limits = new List<ClassLimits>();
        files.Read(ResultTables.Limits.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                StateId state = TableReaders.Cluster(csv, resolutions);
                limits.Add(new ClassLimits(state.Partition, state.Index, csv.Integer(c("cells")), csv.Number(c("min_score")), csv.Number(c("min_margin")), csv.Number(c("max_distance")), csv.Number(c("false_refusal")), csv.Number(c("false_acceptance"))));
            }
        });
        int[] clusters = [.. own.Array("clusterings").Select(c => c!.AsObject().Integer("clusters"))];
        long[][][] confusion = [.. clusters.Select(k => Enumerable.Range(0, k).Select(_ => new long[k + 1]).ToArray())];
        bool any = false;
        files.Read(ResultTables.Confusion.File, csv =>
        {
            int label = csv.Column("label"), cells = csv.Column("cells");
            while (csv.Read())
            {
                StateId state = TableReaders.Cluster(csv, resolutions);
                int given = csv.Integer(label);
                any = true;
                confusion[state.Partition][state.Index][given < 0 ? clusters[state.Partition] : given] = (long)csv.Number(cells);
            }
        });
        JsonObject stored = summary.Object("calibration");
        return new Calibration(stored.String("method"), limits, any ? confusion : [])
        {
            MaxShared = stored["max_shared"] is null ? double.PositiveInfinity : stored.Number("max_shared"),
            Lots = [.. stored.Array("left_out_lots").Select(l => l!.AsObject()).Select(l => new LeftOutLot(l.String("lot"), l.Integer("cells"), l.Number("not_in_reference"), l.Number("median_distance"), l.Number("median_strangeness")))],
        };
    }

    private static MarkerHighResult?[] Markers(FolderFiles files, LockedHypothesis[] claims)
    {
        if (!files.Has(ResultTables.MarkerHigh.File)) return [];
        var shares = new Dictionary<string, (double Depth, List<MarkerHighShare> Shares)>(StringComparer.Ordinal);
        files.Read(ResultTables.MarkerHigh.File, csv =>
        {
            int c(string name) => csv.Column(name);
            while (csv.Read())
            {
                string claim = csv.Text(c("hypothesis")) ?? "";
                if (!shares.TryGetValue(claim, out var own)) shares[claim] = own = (csv.Number(c("depth")), []);
                own.Shares.Add(new MarkerHighShare(csv.Text(c("lot")) ?? "", csv.Integer(c("cells")), csv.Integer(c("high")), csv.Number(c("share")), csv.Number(c("share_low")), csv.Number(c("share_high")), csv.Number(c("median_depth"))));
            }
        });
        return [.. claims.Select(h => shares.TryGetValue(h.Id, out var own) && h.Marker is { } marker ? new MarkerHighResult(marker, own.Depth, own.Shares, []) : null)];
    }

    /// <summary>Lots by name.</summary>
    private sealed class LotIndex
    {
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byName;
        private readonly FolderFiles files;
        private readonly string file;

        public LotIndex(FolderFiles files, string file, IEnumerable<string> lots)
        {
            (this.files, this.file) = (files, file);
            byName = lots.Select((name, i) => (name, i)).ToDictionary(l => l.name, l => l.i, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public int Of(ReadOnlySpan<char> lot, int cell) => byName.TryGetValue(lot, out int index) ? index : throw new BadDataException(files.PathOf(file), $"cell {cell}", $"is of lot '{lot}', which the table of lots does not name.");
    }
}
