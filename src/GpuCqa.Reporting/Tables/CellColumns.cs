using System.Globalization;
using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The columns of cells.csv.gz.</summary>
public static class CellColumns
{
    /// <summary>What the columns of neighbourhoods' correlations begin with, before the readout.</summary>
    public const string NeighbourhoodRho = "neighbourhood_rho_";

    /// <summary>What the columns of neighbourhoods' regions begin with, before the readout.</summary>
    public const string NeighbourhoodRegion = "neighbourhood_region_";

    internal static TableDefinition Define() =>
        new Table<IPopulationResult, (IPopulationResult Result, int Cell)>("cells.csv.gz", Say("every cell: lot, clusters, layout, quality", "全細胞: ロット、クラスター、座標、品質"), "One row per cell that passed quality control, lots in sheet order and cells in file order.",
                result => Enumerable.Range(0, result.Map.Cells.Count).Select(cell => (result, cell)))
            .Text("cell", "Name (barcode) of the cell in its file; unique within its lot.", r => r.Result.Map.Cells.Barcodes[r.Cell])
            .Text("lot", "Lot of the cell.", r => r.Result.Map.Lots[r.Result.Map.Cells.Lots[r.Cell]].Name)
            .Integers("cluster_<resolution>", "Cluster of the cell, from 0 (largest), one column per resolution; the resolution's decimal point is written as _ (cluster_0_5).",
                result => result.Map.Clusterings.Select(c => ColumnName(c.Resolution)), (r, i) => r.Result.Map.Clusterings[i].Labels[r.Cell])
            .Integers("finding_<readout>", "1 when the finding of this readout is about the cell (see extents in summary.json), else 0; a column for each readout that a cluster goes with.",
                result => Extents(result).Select(e => "finding_" + e.Readout), (r, i) => FindingCells.Holds(r.Result.Map.Clusterings, Extents(r.Result)[i], r.Cell) ? 1 : 0)
            .Numbers("neighbourhood_rho_<readout>", "Spearman rank correlation over lots of the abundance around the cell and this readout, descriptive; empty where nearly all that surrounds it comes from one or two lots. A column for each readout where neighbourhoods were asked for.",
                result => Neighbourhoods(result).Select(n => NeighbourhoodRho + n.Readout), (r, i) => Neighbourhoods(r.Result)[i].Rho[r.Cell])
            .Integers("neighbourhood_region_<readout>", "1 or -1 where the neighbourhoods around the cell pass the test and rise or fall with this readout, else 0.",
                result => Neighbourhoods(result).Select(n => NeighbourhoodRegion + n.Readout), (r, i) => Neighbourhoods(r.Result)[i].Region[r.Cell])
            .Single("umap_1", "First layout coordinate. Distances and areas of a layout are not quantitative.", r => r.Result.Map.Cells.Layout[r.Cell, 0])
            .Single("umap_2", "Second layout coordinate.", r => r.Result.Map.Cells.Layout[r.Cell, 1])
            .Number("total_counts", "Counts of the cell (sum of values for image features).", r => r.Result.Map.Cells.TotalCounts[r.Cell])
            .Integer("detected_genes", "Genes with a count above zero.", r => r.Result.Map.Cells.DetectedGenes[r.Cell])
            .Number("mito_percent", "Mitochondrial percentage of the counts, 0 to 100.", r => r.Result.Map.Cells.MitoPercent[r.Cell]);

    private static IReadOnlyList<NeighbourhoodAssociation> Neighbourhoods(IPopulationResult result) => (result as DiscoveryResult)?.Neighbourhoods?.Readouts ?? [];

    private static IReadOnlyList<FindingExtent> Extents(IPopulationResult result) => (result as IAssociationResult)?.Tests.Extents ?? [];

    /// <summary>Name of the column that holds the clusters of a resolution, here and in result.h5ad ("cluster_0_5").</summary>
    public static string ColumnName(double resolution) =>
        "cluster_" + resolution.ToString(CultureInfo.InvariantCulture).Replace('.', '_').Replace('-', '_').ToLowerInvariant();
}
