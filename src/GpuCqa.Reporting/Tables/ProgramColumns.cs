using GpuCqa.Analysis.Results;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

internal static class ProgramColumns
{
    public static TableDefinition Tests() =>
        new Table<IPopulationResult, PseudobulkTest>("pseudobulk.csv", Say("comparison of every cluster over lots (descriptive)", "各クラスターのロット間比較(記述的)"), "One row per cluster: which lots its pseudobulk counts were compared in, cluster against the lot's other cells, and what the variances have in common. Descriptive: the clusters were made from the same data.", r => r.Map.Programs!.Tests) { When = r => r.Map.Programs is not null }
            .Number("resolution", "Resolution of the clustering.", t => t.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", t => t.Cluster)
            .Integer("lots", "Lots compared.", t => t.Lots.Count)
            .Text("lots_compared", "Their names, separated by ';'.", t => Joined(t.Lots))
            .Text("lots_left_out", "Lots with too few cells in the cluster or outside of it, separated by ';'.", t => Joined(t.LeftOut))
            .Integer("genes_tested", "Genes with counts enough to be tested; 0 where fewer than 3 lots are compared.", t => t.Genes)
            .Number("prior_df", "Prior degrees of freedom of the variances; inf where they differ no more than sampling makes them; empty where nothing is tested.", t => t.PriorFreedom)
            .Number("prior_variance", "Prior variance.", t => t.PriorVariance)
            .Number("total_df", "Degrees of freedom of the moderated t.", t => t.TotalFreedom)
            .Integer("higher", "Genes called higher in the cluster.", t => t.Up)
            .Integer("lower", "Genes called lower in the cluster.", t => t.Down);

    public static TableDefinition Markers() =>
        new Table<IPopulationResult, LotMarker>("pseudobulk_markers.csv", Say("markers with the lots as replicates (descriptive)", "ロットを反復とするマーカー(記述的)"), "One row per gene that a cluster differs in, with the lots as replicates: all called genes, and at least the 20 leading ones of each direction; higher ones first. Descriptive: the clusters were made from the same data.", r => r.Map.Programs!.Markers) { When = r => r.Map.Programs is not null }
            .Number("resolution", "Resolution of the clustering.", m => m.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", m => m.Cluster)
            .Text("direction", "up: higher in the cluster; down: lower.", m => m.Log2Fc > 0 ? "up" : "down")
            .Integer("rank", "Place among the genes of the direction, from 1: called genes by fold change, behind them the others by t.", m => m.Rank)
            .Text("gene", "Gene id.", m => m.Gene)
            .Text("name", "Gene name.", m => m.Name)
            .Number("log2_fc", "Mean over lots of the difference in log2 counts per million, cluster less the lot's other cells.", m => m.Log2Fc)
            .Number("t", "Moderated t of that mean.", m => m.T)
            .Number("p", "Two-sided p, descriptive.", m => m.P)
            .Number("p_adjusted", "Benjamini and Hochberg over the tested genes of the cluster.", m => m.PAdjusted)
            .Number("mean_log2_cpm", "Mean log2 counts per million over both sides and all lots.", m => m.MeanLevel)
            .Number("pct_cluster", "Share of the cluster's cells with a count, 0 to 1, rounded to 3 digits.", m => m.PctCluster)
            .Number("pct_rest", "Share of the other cells with a count, 0 to 1, rounded to 3 digits.", m => m.PctRest)
            .Integer("lots_agreeing", "Lots whose own difference has the direction.", m => m.LotsAgreeing)
            .Text("called", "yes when p_adjusted is at most 0.05, the fold change reaches the limit, and the gene is detected in more than the limit's share of the cells of the higher side.", m => m.Called ? "yes" : "no");

    public static TableDefinition GeneSets() =>
        new Table<IPopulationResult, GeneSetTest>("gene_sets.csv", Say("gene sets of every cluster (descriptive)", "各クラスターの遺伝子セット(記述的)"), "One row per gene set and direction of a cluster: all sets with p_adjusted or rank_p_adjusted of at most 0.05, and the 10 leading ones by either. Descriptive: the clusters were made from the same data.", r => r.Map.Programs!.GeneSets) { When = r => r.Map.Programs is { Libraries.Count: > 0 } }
            .Number("resolution", "Resolution of the clustering.", s => s.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", s => s.Cluster)
            .Text("library", "File of gene sets.", s => s.Library)
            .Text("direction", "up: called genes that are higher in the cluster; down: lower ones.", s => s.Up ? "up" : "down")
            .Text("gene_set", "Name of the set.", s => s.Set)
            .Text("description", "What the file says beside the name.", s => s.Description.Length == 0 ? null : s.Description)
            .Integer("size", "Genes of the set among the tested ones.", s => s.Size)
            .Integer("overlap", "Those among the called genes of the direction.", s => s.Overlap)
            .Number("expected", "Mean overlap of as many genes drawn from the background.", s => s.Expected)
            .Number("p", "P(overlap or more), hypergeometric, exact.", s => s.P)
            .Number("p_adjusted", "Benjamini and Hochberg over the tested sets of the library in this direction of this cluster.", s => s.PAdjusted)
            .Integer("called", "Called genes of the direction.", s => s.Called)
            .Integer("background", "Tested genes of the cluster.", s => s.Background)
            .Integer("sets_tested", "Sets of the library whose size in the tested genes lies within the limits.", s => s.SetsTested)
            .Text("flags", "TOO_SHORT_FOR_ORA: 20 called genes or fewer, a list too short for over-representation to say much; read the rank test.", s => s.TooShort ? "TOO_SHORT_FOR_ORA" : null)
            .Text("rank_direction", "Where the set's genes rank among all tested genes by moderated t: up or down.", s => s.RankUp ? "up" : "down")
            .Number("rank_p", "Two-sided p of the competitive rank test over lots (CAMERA).", s => s.RankP)
            .Number("rank_p_adjusted", "Benjamini and Hochberg over the tested sets of the library in this cluster.", s => s.RankPAdjusted)
            .Number("correlation", "Correlation over lots of the set's genes, by which the rank test is widened where it is positive.", s => s.Correlation)
            .Integer("lots", "Lots compared.", s => s.Lots)
            .Integer("lots_agreeing", "Lots in which the set's mean difference lies beyond that of all tested genes, in this direction.", s => s.LotsAgreeing)
            .Text("genes", "Names of the overlap's genes, strongest first, at most 20, separated by ';'.", s => Joined(s.Genes));

    private static string? Joined(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join(';', names);
}
