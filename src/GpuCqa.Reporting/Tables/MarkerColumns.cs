using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

internal static class MarkerColumns
{
    public static TableDefinition Define() =>
        new Table<IPopulationResult, Marker>("markers.csv", Say("markers of every cluster (descriptive)", "各クラスターのマーカー(記述的)"), "One row per marker of a cluster against all other cells, strongest first within a cluster. Descriptive: the clusters were made from the same data.", r => r.Map.Markers)
            .Number("resolution", "Resolution of the clustering.", m => m.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", m => m.Cluster)
            .Text("gene", "Gene id.", m => m.Gene)
            .Text("name", "Gene name.", m => m.Name)
            .Number("log10_p", "log10 of the two-sided Wilcoxon rank-sum p (corrected for ties and continuity). Cells are not replicates: this ranks genes, it tests nothing.", m => m.Log10P)
            .Number("log10_p_adjusted", "The same after Bonferroni over all genes, at most 0.", m => m.Log10PAdjusted)
            .Number("avg_log2_fc_v4", "log2 fold change as Seurat v4 defines it: difference of log2(mean(expm1(x)) + 1).", m => m.Log2FcV4)
            .Number("avg_log2_fc_v5", "log2 fold change as Seurat v5 defines it: difference of log2((sum(expm1(x)) + 1) / n).", m => m.Log2FcV5)
            .Number("pct_cluster", "Share of the cluster's cells with a count, 0 to 1, rounded to 3 digits.", m => m.PctCluster)
            .Number("pct_rest", "Share of the other cells with a count, 0 to 1, rounded to 3 digits.", m => m.PctRest)
            .Number("auc", "Area under the ROC curve of cluster against rest, U / (n1 n2).", m => m.Auc)
            .Numbers("difference", "Only of image features: mean in the cluster less mean in the rest, in pooled standard deviations within the two.",
                r => r.Map.Modality == CellModality.Features ? ["difference"] : [], (m, _) => m.Difference);
}
