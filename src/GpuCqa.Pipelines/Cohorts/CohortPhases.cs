namespace GpuCqa.Pipelines.Cohorts;

/// <summary>Names of the phases.</summary>
public static class CohortPhases
{
    /// <summary>Lots are read and measured; the merge chooses lots and genes.</summary>
    public const string Read = "read";

    /// <summary>Cells are judged on the chosen genes; the merge puts the kept ones in order.</summary>
    public const string Filter = "filter";

    /// <summary>Kept cells are put into blocks, moments of genes are summed; the merge fits the trend of variance.</summary>
    public const string Moments = "moments";

    /// <summary>Variances about the trend are summed; the merge selects genes.</summary>
    public const string Variances = "variances";

    /// <summary>Gram matrices are summed; the merge finds the principal components.</summary>
    public const string Gram = "gram";

    /// <summary>Cells are projected; the merge aligns the lots.</summary>
    public const string Project = "project";

    /// <summary>Nearest neighbours are searched; the merge makes the graph.</summary>
    public const string Knn = "knn";

    /// <summary>All, in order.</summary>
    public static readonly IReadOnlyList<string> All = [Read, Filter, Moments, Variances, Gram, Project, Knn];
}
