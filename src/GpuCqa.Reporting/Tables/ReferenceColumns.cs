using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>What a mapping's folder keeps of its reference: the train lots and their cells, which mapped ones are shown beside, and how well cells of left-out lots were told apart.</summary>
internal static class ReferenceColumns
{
    public static TableDefinition Lots() =>
        new Table<MapResult, LotResult>("reference_lots.csv", Say("train lots of the reference: readouts, quality control", "参照の学習ロット: 測定値、品質管理"), "One row per train lot of the reference, in its order.", r => r.Reference.Lots)
            .Text("lot", "Name of the lot.", l => l.Name)
            .Origin(l => l)
            .Numbers("readout_<name>", "Value of a readout; empty when the lot has none.", result => result.Reference.Parameters.Readouts.Select(name => "readout_" + name), (l, i) => l.Readouts[i])
            .Quality(l => l);

    public static TableDefinition Cells() =>
        new Table<MapResult, (MapResult Result, int Cell)>("reference_cells.csv.gz", Say("every cell of the reference: lot, clusters, place on the map", "参照の全細胞: ロット、クラスター、座標"), "One row per cell of the reference, in its order.",
                result => Enumerable.Range(0, result.Reference.Cells.Count).Select(cell => (result, cell)))
            .Text("lot", "Train lot of the cell.", r => r.Result.Reference.Lots[r.Result.Reference.Cells.Lots[r.Cell]].Name)
            .Text("cell", "Name (barcode) of the cell in its file; unique within its lot.", r => r.Result.Reference.Cells.Barcodes[r.Cell])
            .Integers("label_<resolution>", "Cluster of the cell, one column per resolution.", result => result.Reference.Clusterings.Select(c => MapColumns.LabelName(c.Resolution)), (r, i) => r.Result.Reference.Clusterings[i].Labels[r.Cell])
            .Single("umap_1", "First coordinate on the reference's map.", r => r.Result.Reference.Cells.Layout[r.Cell, 0])
            .Single("umap_2", "Second coordinate.", r => r.Result.Reference.Cells.Layout[r.Cell, 1]);

    public static TableDefinition Confusion() =>
        new Table<MapResult, (double Resolution, int Cluster, int Label, long Cells)>("confusion.csv", Say("labels that cells of left-out train lots were given", "除外した学習ロットの細胞に付いたラベル"), "One row per resolution, cluster and label with cells: what cells of each cluster were called when their own lot was left out of the reference.", Pairs)
            .Number("resolution", "Resolution of the clustering.", p => p.Resolution)
            .Integer("cluster", "Cluster that the cells are of.", p => p.Cluster)
            .Integer("label", "Cluster that they were given; -1 = refused.", p => p.Label)
            .Integer("cells", "Cells.", p => p.Cells);

    private static IEnumerable<(double, int, int, long)> Pairs(MapResult result) =>
        from r in Enumerable.Range(0, result.Calibration.Confusion.Count)
        from k in Enumerable.Range(0, result.Calibration.Confusion[r].Length)
        from label in Enumerable.Range(0, result.Calibration.Confusion[r][k].Length)
        where result.Calibration.Confusion[r][k][label] > 0
        select (result.Reference.Clusterings[r].Resolution, k, label == result.Calibration.Confusion[r][k].Length - 1 ? -1 : label, result.Calibration.Confusion[r][k][label]);
}
