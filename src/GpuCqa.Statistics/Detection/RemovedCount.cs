namespace GpuCqa.Statistics;

/// <summary>Cells of one lot that quality control removed for one reason and that look alike, or cells that it kept, for comparison.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Reason">Why they were removed; null of cells that were kept.</param>
/// <param name="Class">Number of a cluster at the main resolution, <see cref="NotInReference"/>, <see cref="Uncertain"/>, or <see cref="TooFewGenes"/>.</param>
/// <param name="Cells">How many.</param>
public sealed record RemovedCount(string Lot, RemovalReason? Reason, string Class, int Cells)
{
    /// <summary>Unlike every cell of the reference.</summary>
    public const string NotInReference = "not_in_reference";

    /// <summary>Between clusters.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>Too few genes to look like anything; not mapped.</summary>
    public const string TooFewGenes = "too_few_genes";

    /// <summary>Genes below which a removed cell is not mapped: empty droplets and debris.</summary>
    public const int LeastGenes = 50;

    /// <summary>What a reason is called in tables.</summary>
    public static string NameOf(RemovalReason? reason) => reason switch
    {
        null => "kept",
        RemovalReason.LowGenes => "low_genes",
        RemovalReason.HighGenes => "high_genes",
        RemovalReason.LowCounts => "low_counts",
        _ => "high_mito",
    };

    /// <summary>The reason of a name; null of kept cells.</summary>
    public static RemovalReason? ReasonOf(string name) => Enum.GetValues<RemovalReason>().Select(r => (RemovalReason?)r).FirstOrDefault(r => NameOf(r) == name);
}
