using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The tables of a mapping.</summary>
public static class MapColumns
{
    internal static TableDefinition Lots() =>
        new Table<MapResult, MappedLot>("lots.csv", Say("mapped lots: sets, readouts, quality control", "写像したロット: セット、測定値、品質管理"), "One row per mapped lot, in the order of the cohort sheet.", r => r.Lots)
            .Text("lot", "Name of the lot.", l => l.Lot.Name)
            .Text("role", "Role in the sheet.", l => l.Role)
            .Text("set", "Set that the lot is tested in: its role, and its tissue where a role has several.", l => l.Set)
            .Text("donor", "Donor; empty when the sheet has none.", l => l.Lot.Donor)
            .Text("tissue", "Tissue of origin; empty when the sheet has none.", l => l.Lot.Tissue)
            .Text("batch", "Processing batch; empty when the sheet has none.", l => l.Lot.Batch)
            .Text("process", "Process version; empty when the sheet has none.", l => l.Lot.Process)
            .Numbers("readout_<name>", "Value of a readout of the locked claims; empty when the lot has none.", result => result.Reference.Parameters.Readouts.Select(name => "readout_" + name), (l, i) => l.Lot.Readouts[i])
            .Integer("cells_read", "Cells in the lot's file.", l => l.Lot.CellsRead)
            .Integer("cells_kept", "Cells that passed quality control by the reference's rules on the lot's own cells; every share is of these.", l => l.Lot.CellsKept)
            .Integer("removed_low_genes", "Cells removed for too few genes. A cell is counted under the first rule that removes it, in the order of these columns.", l => l.Lot.RemovedLowGenes)
            .Integer("removed_high_genes", "Cells removed for too many genes.", l => l.Lot.RemovedHighGenes)
            .Integer("removed_low_counts", "Cells removed for too few counts.", l => l.Lot.RemovedLowCounts)
            .Integer("removed_high_mito", "Cells removed for a too large mitochondrial percentage.", l => l.Lot.RemovedHighMito)
            .Number("median_counts", "Median counts per kept cell, over the reference's genes.", l => l.Lot.MedianCounts)
            .Number("median_genes", "Median detected genes per kept cell.", l => l.Lot.MedianGenes)
            .Number("median_mito_percent", "Median mitochondrial percentage of kept cells, 0 to 100.", l => l.Lot.MedianMitoPercent)
            .Integer("missing_genes", "Selected genes of the reference that the lot lacks; their scaled value is 0.", l => l.MissingGenes);

    internal static TableDefinition Cells() =>
        new Table<MapResult, (MapResult Result, int Cell)>("cells.csv.gz", Say("every mapped cell: labels, score, margin, distance, verdict", "全写像細胞: ラベル、スコア、差、距離、判定"), "One row per mapped cell, lots in sheet order and cells in file order.",
                result => Enumerable.Range(0, result.Cells.Count).Select(cell => (result, cell)))
            .Text("lot", "Lot of the cell.", r => r.Result.Lots[r.Result.Cells.Lots[r.Cell]].Lot.Name)
            .Text("cell", "Name (barcode) of the cell in its file; unique within its lot.", r => r.Result.Cells.Barcodes[r.Cell])
            .Text("role", "Role of the lot.", r => r.Result.Lots[r.Result.Cells.Lots[r.Cell]].Role)
            .Integers("label_<resolution>", "Cluster of the reference that the cell is given, one column per resolution; -1 = refused (see verdict).",
                result => result.Reference.Clusterings.Select(c => LabelName(c.Resolution)), (r, i) => r.Result.Cells.Labels[i][r.Cell])
            .Number("score", "Largest share of votes, 0 to 1, at the resolution of the first claim. A share of votes says which cluster, not whether the cell is in the reference.", r => r.Result.Cells.Scores[r.Cell])
            .Number("margin", "Largest share of votes less the next.", r => r.Result.Cells.Margins[r.Cell])
            .Number("distance", "How unlike the reference the cell is, in units of what left-out cells of its label have (1 = their limit).", r => r.Result.Cells.Distances[r.Cell])
            .Number("mapping_score", "Seurat's mapping score, 0 to 1; empty under symphony.", r => r.Result.Cells.MappingScores?[r.Cell] ?? double.NaN)
            .Text("verdict", "mapped, uncertain (score or margin below the label's limit) or not_in_reference (distance beyond it), at the resolution of the first claim.", r => Name(r.Result.Cells.Verdicts[r.Cell]))
            .Single("umap_1", "First coordinate on the reference's map. Distances and areas of a layout are not quantitative.", r => r.Result.Cells.Layout[r.Cell, 0])
            .Single("umap_2", "Second coordinate.", r => r.Result.Cells.Layout[r.Cell, 1])
            .Number("total_counts", "Counts over the reference's genes.", r => r.Result.Cells.TotalCounts[r.Cell])
            .Integer("detected_genes", "Genes of the reference with a count above zero.", r => r.Result.Cells.DetectedGenes[r.Cell])
            .Number("mito_percent", "Mitochondrial percentage of the counts, 0 to 100.", r => r.Result.Cells.MitoPercent[r.Cell]);

    internal static TableDefinition Clusters() =>
        new Table<MapResult, (StateFraction Share, double Resolution)>("clusters.csv", Say("share of every cluster in every mapped lot, with intervals", "写像した各ロットの各クラスターの割合と区間"), "One row per mapped lot, resolution and cluster: the share of the lot's cells that were given the cluster; refused cells are in none and count in the lot.",
                result => result.Fractions.Select(f => (f, result.Reference.Clusterings[f.State.Partition].Resolution)))
            .Text("lot", "Lot.", f => f.Share.Lot)
            .Number("resolution", "Resolution of the clustering.", f => f.Resolution)
            .Integer("cluster", "Cluster of the reference.", f => f.Share.State.Index)
            .Integer("count", "Cells of the lot with this label. A count of 0 is an upper bound (wilson_high), not an absence.", f => f.Share.Count)
            .Integer("cells", "Cells of the lot after quality control, the refused among them.", f => f.Share.Cells)
            .Number("fraction", "count / cells, p(cluster | lot).", f => f.Share.Fraction)
            .Intervals(f => f.Share);

    internal static TableDefinition Unmapped() =>
        new Table<MapResult, MappedLot>("unmapped.csv", Say("share of each lot that is not in the reference, with interval", "各ロットの参照外細胞の割合と区間"), "One row per mapped lot: how many of its cells were refused, at the resolution of the first claim.", r => r.Lots)
            .Text("lot", "Lot.", l => l.Lot.Name)
            .Integer("cells", "Cells after quality control.", l => l.Cells)
            .Integer("refused", "Cells without a label.", l => l.Refused)
            .Integer("not_in_reference", "Of these: unlike every cell of the reference.", l => l.NotInReference)
            .Integer("uncertain", "Of these: between clusters.", l => l.Uncertain)
            .Number("share", "refused / cells.", l => l.UnmappedShare)
            .Number("share_low", "Wilson interval of the share, lower end: sampling of cells only.", l => l.Unmapped.Low)
            .Number("share_high", "Upper end.", l => l.Unmapped.High)
            .Text("foreign", "yes when the lot as a whole is unlike the train lots, so that its shares say little.", l => l.Foreign ? "yes" : "no")
            .Text("foreign_sign", "By what: refused (share of its cells), distance (median, to the nearest reference cells), strangeness (median, of its cells' counts) or shift (of its genes within clusters, deviation of the log); empty when it is not.", l => l.ForeignBy is { } by ? MapWords.Name(by.Sign) : "")
            .Number("foreign_value", "What the lot has of it.", l => l.ForeignBy?.Value ?? double.NaN)
            .Number("foreign_limit", "What one more lot like the train lots may have.", l => l.ForeignBy?.Limit ?? double.NaN);

    internal static TableDefinition Limits() =>
        new Table<MapResult, (ClassLimits Limit, double Resolution)>("limits.csv", Say("limits of refusal per cluster, with their error rates", "クラスターごとの判定限界と誤り率"), "One row per resolution and cluster of the reference: the limits beyond which a cell is refused, from train lots left out in turn, and the error rates that they had there.",
                result => result.Calibration.Limits.Select(l => (l, result.Reference.Clusterings[l.Resolution].Resolution)))
            .Number("resolution", "Resolution of the clustering.", l => l.Resolution)
            .Integer("cluster", "Cluster.", l => l.Limit.Cluster)
            .Integer("cells", "Left-out cells with this label that the limits come from.", l => l.Limit.Cells)
            .Number("min_score", "Smallest score of a mapped cell.", l => l.Limit.MinScore)
            .Number("min_margin", "Smallest margin.", l => l.Limit.MinMargin)
            .Number("max_distance", "Largest distance.", l => l.Limit.MaxDistance)
            .Number("false_refusal", "Share of left-out cells of the cluster that the limits refuse.", l => l.Limit.FalseRefusal)
            .Number("false_acceptance", "Share of the cluster's cells that are accepted as another cluster when it is taken out of the reference; empty at resolutions that nothing is claimed at.", l => l.Limit.FalseAcceptance);

    internal static TableDefinition Anchors() =>
        new Table<MapResult, (MapResult Result, int Cell, Anchor Anchor)>("anchors.csv.gz", Say("pairs of cells that carried labels", "ラベルを伝えた細胞の対"), "One row per anchor, lots in sheet order; only where anchors were asked for.", Pairs) { When = r => r.Anchors.Count > 0 }
            .Text("lot", "Lot of the mapped cell.", r => r.Result.Lots[r.Result.Cells.Lots[r.Cell]].Lot.Name)
            .Text("cell", "Name of the mapped cell.", r => r.Result.Cells.Barcodes[r.Cell])
            .Text("reference_cell", "Name of the cell of the reference.", r => r.Result.Reference.Cells.Barcodes[r.Anchor.Reference])
            .Text("reference_lot", "Its train lot.", r => r.Result.Reference.Lots[r.Result.Reference.Cells.Lots[r.Anchor.Reference]].Name)
            .Number("score", "How much of their neighbourhoods the two share, 0 to 1.", r => r.Anchor.Score);

    private static IEnumerable<(MapResult, int, Anchor)> Pairs(MapResult result)
    {
        int first = 0;
        for (int lot = 0; lot < result.Anchors.Count; lot++)
        {
            foreach (Anchor anchor in result.Anchors[lot]) yield return (result, first + anchor.Query, anchor);
            first += result.Lots[lot].Cells;
        }
    }

    /// <summary>Name of the column that holds the labels of a resolution ("label_0_5").</summary>
    public static string LabelName(double resolution) => "label_" + CellColumns.ColumnName(resolution)["cluster_".Length..];

    /// <summary>A verdict as tables name it.</summary>
    public static string Name(CellVerdict verdict) => verdict switch
    {
        CellVerdict.Mapped => "mapped",
        CellVerdict.Uncertain => "uncertain",
        _ => "not_in_reference",
    };
}
