using System.Text;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The methods of a discovery as a paragraph ready to paste into a manuscript or a validation report.</summary>
public static class MethodsParagraph
{
    /// <summary>Plain text; every number comes from the parameters or the result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="engineVersion">Version of the engine.</param>
    public static string Text(DiscoveryResult result, string engineVersion)
    {
        DiscoverParameters p = result.Parameters;
        var text = new StringBuilder();
        text.Append($"Cells of {result.Map.Lots.Count} lots were analysed with GpuCqa {engineVersion} (preset {p.Preset}, seed {p.Seed}). ");
        text.Append(Quality(result)).Append(Normalization(result)).Append(Alignment(result)).Append(Graph(p)).Append(StatisticsText.English(result.Tests));
        if (result.Neighbourhoods is { } found)
        {
            text.Append($"Without clusters, the abundance of each lot around every cell was taken from {found.Steps} steps of diffusion on the shared-neighbour graph, as in covarying neighbourhood analysis; {NumberText.Count(found.Tested.Count)} neighbourhoods that cover the others by ranks over lots, chosen without a readout, were tested by Spearman rank correlation in the same family. ")
                .Append("All neighbourhoods together were tested by the smallest F tail over numbers of leading components, its p-value by the same orders of the lots. ");
        }

        if (result.Tests.Stability is { } stability) text.Append(Stability(stability));
        if (result.Map.Markers.Count > 0) text.Append(result.Map.Modality == CellModality.Counts ? Markers(p) : FeatureMarkers());
        if (result.Map.Programs is { } programs) text.Append(Programs(p, programs));
        return text.ToString().TrimEnd();
    }

    private static string Quality(DiscoveryResult result)
    {
        DiscoverParameters p = result.Parameters;
        long read = result.Map.Lots.Sum(l => (long)l.CellsRead);
        if (result.Map.Modality != CellModality.Counts) return Images(result, read);
        var rules = new List<string>();
        if (p.MinGenes is { } minGenes) rules.Add($"fewer than {minGenes} detected genes");
        if (p.MaxGenes is { } maxGenes) rules.Add($"more than {maxGenes} detected genes");
        if (p.MinCounts is { } minCounts) rules.Add($"fewer than {NumberText.Plain(minCounts)} counts");
        if (p.MaxMitoPercent is { } maxMito) rules.Add($"more than {NumberText.Plain(maxMito)}% mitochondrial counts");
        string given = rules.Count == 0 ? "" : $"Cells with {string.Join(", ", rules)} were removed. ";
        string automatic = rules.Count == 4 ? "" : $"{(rules.Count == 0 ? "Cells" : "For the other quality measures, cells")} beyond {NumberText.Plain(p.Mads)} median absolute deviations of their lot were removed. ";
        string genes = result.Map.Modality == CellModality.Counts ? "genes" : "features";
        return given + automatic
            + $"{NumberText.Count(result.Map.Cells.Count)} of {NumberText.Count(read)} cells and {NumberText.Count(result.Map.Join.Kept)} {genes} (present in every lot and in at least {p.MinCells} cells) were kept. No filter used a readout. ";
    }

    private static string Images(DiscoveryResult result, long read)
    {
        DiscoverParameters p = result.Parameters;
        string kept = $"{NumberText.Count(result.Map.Cells.Count)} of {NumberText.Count(read)} cells and {NumberText.Count(result.Map.Join.Kept)} features";
        if (result.Map.Images is not { } images) return $"{kept} (present in every lot) were used. ";
        string controls = p.Controls is ["all"] ? "all cells of the plate" : string.Join("; ", p.Controls);
        return $"Of {NumberText.Count(images.Measured.Count)} image features, those missing in more than 5% of the cells or without spread among the controls of a plate were left out, and of features with |r| above {NumberText.Plain(p.MaxFeatureCorrelation ?? 1)} one was kept. "
            + $"Values were scaled per plate to the median and 1.4826 MAD of its controls ({controls}; {images.Plates.Count} plate{(images.Plates.Count == 1 ? "" : "s")}). Cells that lack more than a fifth of the features, or whose log area is beyond {NumberText.Plain(p.Mads)} median absolute deviations of their lot, were removed; {kept} were kept. No filter used a readout. ";
    }

    private static string Normalization(DiscoveryResult result)
    {
        DiscoverParameters p = result.Parameters;
        string start = result.Map.Modality == CellModality.Counts
            ? $"Counts were scaled to {NumberText.Count(p.ScaleFactor)} per cell and log-transformed (log1p); the {NumberText.Count(result.Map.Pca.Genes.Length)} most variable genes were selected by variance-stabilizing transformation (vst), scaled to unit variance and clipped at {NumberText.Plain(result.Map.Pca.Clip)}. "
            : $"{NumberText.Count(result.Map.Pca.Genes.Length)} features were scaled to unit variance and clipped at {NumberText.Plain(result.Map.Pca.Clip)}. ";
        return start + $"{result.Map.Pca.StandardDeviations.Length} principal components were computed from the Gram matrix by a symmetric eigensolver; the leading {result.Map.Embedding.Columns} were used. ";
    }

    private static string Alignment(DiscoveryResult result)
    {
        AlignmentResult a = result.Map.Alignment;
        string measured = double.IsNaN(a.MixingBefore) ? "lot overlap could not be measured" : $"overlap of the most distant lot with the others {NumberText.Significant(a.MixingBefore, 3)} of that within lots";
        string rule = a.Requested == "auto" ? $", threshold {NumberText.Plain(a.Threshold)}" : ", as requested";
        return a.Method == "none"
            ? $"Lots were not aligned ({measured}{rule}). "
            : $"Lots were aligned by Harmony ({a.Iterations} iterations; {measured} before, {NumberText.Significant(a.MixingAfter, 3)} after{rule}), blind to the readout. ";
    }

    private static string Graph(DiscoverParameters p) =>
        $"A shared-nearest-neighbour graph was built from exact {p.Neighbors}-nearest neighbours (Jaccard weights below {NumberText.Significant(p.PruneSnn, 3)} removed) and partitioned by the {(p.Algorithm == "louvain" ? "Louvain" : "Leiden")} algorithm "
        + $"at resolution{(p.Resolutions.Count == 1 ? "" : "s")} {string.Join(", ", p.Resolutions.Select(NumberText.Plain))}. UMAP ({p.LayoutNeighbors} neighbours, minimum distance {NumberText.Plain(p.LayoutMinDistance)}) served for display only. ";

    private static string FeatureMarkers() =>
        "Features were ranked by the Wilcoxon rank-sum test of each cluster against all other cells (area under the ROC curve at least 0.1 away from 0.5); as clusters were defined on the same data, these p-values are descriptive. ";

    private static string Stability(StabilityFindings found) =>
        $"Clusters were found anew with {found.Count(RefitKind.Seed)} other seeds of the clustering, in {found.Count(RefitKind.Subsample)} subsamples of 80% of the cells of every lot (neighbours, graph and clusters anew, in the embedding of all cells) and without each of {found.Count(RefitKind.Lot)} lots in turn (everything from the selection of genes on anew). "
        + "Each cluster was matched by the largest Jaccard index over the cells that both clusterings have (Hennig, clusterboot). Clusters with a mean index below 0.75 in subsamples or below 0.60 without some lot, and associations whose 5% quantile of rho over matched clusters had lost its sign, were called unstable and not taken as the finding; they stayed in the family of tests. ";

    private static string Markers(DiscoverParameters p) =>
        $"Markers were ranked by the Wilcoxon rank-sum test of each cluster against all other cells (genes detected in at least {NumberText.Plain(Math.Round(100 * p.MarkerMinPct, 6))}% of either group, |log2 fold change| at least {NumberText.Plain(p.MarkerMinLog2Fc)}); as clusters were defined on the same data, these p-values are descriptive. ";

    private static string Programs(DiscoverParameters p, ClusterPrograms programs) =>
        $"Raw counts were also summed per lot and cluster, and each cluster was compared with the other cells of the same lot (lots with {p.PseudobulkMinCells} cells or more on both sides; genes by edgeR's filterByExpr rule; TMM within the lot; log2 counts per million with a prior count of 2), lots being replicates: mean difference over lots, variances moderated by empirical Bayes without trend (limma), Benjamini-Hochberg over genes; descriptive as well. "
        + (programs.Libraries.Count == 0 ? "" : $"Called genes (FDR 5%) were looked up, higher and lower ones apart, in {string.Join(", ", programs.Libraries.Select(l => $"{l.Name} ({NumberText.Count(l.Sets)} sets)"))} by the hypergeometric test with the tested genes as background (sets of {p.GeneSetMinGenes} to {p.GeneSetMaxGenes} tested genes; Benjamini-Hochberg over sets), with CAMERA's rank test over lots (correlation estimated per set) as second opinion. ");
}
