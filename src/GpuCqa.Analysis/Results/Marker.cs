namespace GpuCqa.Analysis.Results;

/// <summary>One gene of one cluster against all other cells; the p-value is descriptive, as clusters were made from the same data.</summary>
/// <param name="Resolution">Resolution of the clustering.</param>
/// <param name="Cluster">Cluster.</param>
/// <param name="Gene">Gene id.</param>
/// <param name="Name">Gene name.</param>
/// <param name="Log10P">log10 of the two-sided Wilcoxon rank-sum p (tie and continuity corrected).</param>
/// <param name="Log10PAdjusted">Bonferroni over all genes, at most 0.</param>
/// <param name="Log2FcV4">Seurat v4: log2(mean expm1 + 1) difference.</param>
/// <param name="Log2FcV5">Seurat v5: log2((sum expm1 + 1) / n) difference.</param>
/// <param name="PctCluster">Share of the cluster's cells with a count, rounded to 3 digits.</param>
/// <param name="PctRest">Share of the other cells with a count, rounded to 3 digits.</param>
/// <param name="Auc">Area under the ROC curve, U / (n1 n2).</param>
public sealed record Marker(double Resolution, int Cluster, string Gene, string Name, double Log10P, double Log10PAdjusted, double Log2FcV4, double Log2FcV5, double PctCluster, double PctRest, double Auc)
{
    /// <summary>Of image features: mean in the cluster less mean in the rest, in standard deviations within the two (pooled); NaN for genes.</summary>
    public double Difference { get; init; } = double.NaN;

    /// <summary>How much higher in the cluster, below 0 how much lower: log2 fold change of a gene, difference of a feature.</summary>
    public double Effect => double.IsNaN(Log2FcV4) ? Difference : Log2FcV4;
}
